"""Stored things that make no sense at all, and what `verify` must say to them instead of stopping."""

from collections.abc import Callable

from fengdan.matters.models import Matter
from tests.matters.edits import on_events, on_matter, on_rows, unchecked

ONE = "WHERE id = (SELECT min(id) FROM matters_party WHERE matter_id = {matter})"
LOST = "stage = 'x', conclusion = '', concluded_at = NULL WHERE id = {matter}"
BROKEN = "无法按规则重演"
NO_SENSE = "保存的内容不成样子，无法与办理记录核对"


def facts(step: str, text: str) -> Callable[[Matter], None]:
    """Events of this step with these facts."""
    braced = text.replace("{", "{{").replace("}", "}}")
    return on_events(f"UPDATE matters_event SET facts = '{braced}' WHERE step = '{step}'")


GARBAGE: dict[str, tuple[Callable[[Matter], None], str]] = {
    "facts a list": (facts("assign", "[]"), f"第 3 步（assign）{BROKEN}"),
    "facts a text": (facts("assign", '"x"'), f"第 3 步（assign）{BROKEN}"),
    "facts a number": (facts("assign", "7"), f"第 3 步（assign）{BROKEN}"),
    "facts null": (facts("assign", "null"), f"第 3 步（assign）{BROKEN}"),
    "facts empty": (facts("register", "{}"), f"第 1 步（register）{BROKEN}"),
    "parties a list": (facts("register", '{"parties": []}'), f"第 1 步（register）{BROKEN}"),
    "party no number": (facts("register", '{"parties": {"x": "applicant"}}'), f"第 1 步（register）{BROKEN}"),
    "side unknown in the event": (facts("register", '{"parties": {"1": "x"}}'), f"第 1 步（register）{BROKEN}"),
    "answer unknown": (facts("record_consent", '{"party": 1, "answer": "x"}'), f"（record_consent）{BROKEN}"),
    "party a list": (facts("record_consent", '{"party": [], "answer": "agreed"}'), f"（record_consent）{BROKEN}"),
    "conclusion unknown in the event": (facts("conclude", '{"conclusion": "x"}'), f"（conclude）{BROKEN}"),
    "clocks missing": (facts("note", '{"note": 1}'), f"（note）{BROKEN}"),
    "clocks a list": (facts("note", '{"clocks": ["x"]}'), f"（note）{BROKEN}"),
    "clock no moment": (facts("note", '{"clocks": {"accept": "x"}}'), f"（note）{BROKEN}"),
    "clock a number": (facts("note", '{"clocks": {"accept": 7}}'), f"（note）{BROKEN}"),
    "clock without a zone": (facts("note", '{"clocks": {"x": "2026-01-01"}}'), "时限 x 与办理记录不符"),
    "signature before any agreement": (
        on_events("UPDATE matters_event SET step = 'sign' WHERE seq = 2"),
        f"第 2 步（sign）{BROKEN}",
    ),
    "digests a list": (on_events("UPDATE matters_event SET digests = '[7]' WHERE seq = 2"), BROKEN),
    "step unknown": (on_events("UPDATE matters_event SET step = 'x' WHERE seq = 2"), "没有名为 x 的步骤"),
    "role unknown": (on_events("UPDATE matters_event SET role = 'x' WHERE seq = 2"), "x 无权办理受理"),
    "stages unknown": (
        on_events("UPDATE matters_event SET stage_before = 'x', stage_after = 'y' WHERE seq = 2"),
        "阶段与前一步不衔接",
    ),
    "side unknown": (unchecked("matters_party", "matters_party_side", f"side = 'x' {ONE}"), NO_SENSE),
    "answer of a party unknown": (
        unchecked("matters_party", "matters_party_consent", f"consent = 'x' {ONE}"),
        NO_SENSE,
    ),
    "stage unknown": (unchecked("matters_matter", "matters_matter_stage", LOST), NO_SENSE),
    "conclusion unknown": (on_matter("conclusion = 'x'"), "办结方式与办理记录不符"),
    "code of nothing": (on_matter("code = ''"), "事项编号不对"),
    "code without numbers": (on_matter("code = 'a-b-c-d'"), "事项编号不对"),
    "code of one part": (on_matter("code = '--'"), "事项编号不对"),
    "code with a wide digit": (on_matter("code = '６21122-20261123-000002-1'"), "事项编号不对"),
    "assignment's status unknown": (on_rows("UPDATE matters_assignment SET status = 'x'"), "被改动"),
    "agreement's number garbled": (on_rows("UPDATE matters_agreement SET number = ''"), "协议编号“”不对"),
    "committee's year": (on_rows("UPDATE matters_agreement SET year = 1"), "协议编号"),
    "counter gone": (
        on_rows("DELETE FROM matters_counter WHERE series LIKE 'agreement:%%' AND {matter} > 0"),
        "第 1 号多出",
    ),
    "series of nothing": (
        on_rows("INSERT INTO matters_counter (series, last) SELECT 'x:y:z', 2 FROM matters_matter WHERE id = {matter}"),
        "编号 x:y:z 第 1 号到第 2 号缺失",
    ),
}
