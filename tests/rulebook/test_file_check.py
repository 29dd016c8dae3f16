from datetime import datetime

import pytest

from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.conclusions import Conclusion
from fengdan.rulebook.facts import MatterFacts
from fengdan.rulebook.file_check import PAPER_LABELS, Paper, missing, required
from fengdan.rulebook.stages import Stage

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)


def closed(conclusion: str, sessions: int = 0) -> MatterFacts:
    return MatterFacts(Stage.CONCLUDED, "team-16", NOW, sessions=sessions, conclusion=conclusion)


SETTLED = closed("settled_in_writing", sessions=1)
WAYS = [
    (closed("withdrawn"), ["受理登记表"]),
    (closed("withdrawn", sessions=1), ["受理登记表", "权利义务告知书", "调解记录"]),
    (closed("not_settled"), ["受理登记表", "终止调解告知书"]),
    (closed("not_settled", sessions=2), ["受理登记表", "权利义务告知书", "调解记录", "终止调解告知书"]),
    (SETTLED, ["受理登记表", "权利义务告知书", "调解记录", "当事人身份证明", "人民调解协议书"]),
    (closed("settled_orally"), ["受理登记表", "人民调解口头协议登记表"]),
    (
        closed("settled_orally", sessions=1),
        ["受理登记表", "权利义务告知书", "调解记录", "人民调解口头协议登记表"],
    ),
    (closed("settled_themselves"), ["受理登记表"]),
    (closed("settled_themselves", sessions=1), ["受理登记表", "权利义务告知书", "调解记录"]),
    (closed("answered_by_unit"), ["受理登记表", "责任单位答复"]),
    (
        closed("answered_by_unit", sessions=1),
        ["受理登记表", "权利义务告知书", "调解记录", "责任单位答复"],
    ),
    (closed("answered_on_spot"), ["受理登记表"]),
    (closed("guided"), ["受理登记表", "引导告知单"]),
    (closed("transferred"), ["受理登记表"]),
    (closed("rejected"), ["不予受理告知书"]),
    (closed("merged"), ["受理登记表"]),
]
NEVER_ASKED = {"受理回执", "人民调解申请书", "派单任务清单", "回访记录", "督办单"}


@pytest.mark.parametrize(("facts", "names"), WAYS)
def test_file_holds_what_the_way_it_ended_asks_for(facts, names):
    assert [PAPER_LABELS[paper] for paper in required(facts)] == names


@pytest.mark.parametrize(("facts", "names"), WAYS)
def test_whatever_was_not_found_is_missing_in_the_order_it_is_bound(facts, names):
    asked = required(facts)
    assert missing(facts, []) == asked
    assert missing(facts, asked) == missing(facts, list(Paper)) == []
    for paper in asked:
        assert missing(facts, [other for other in asked if other is not paper]) == [paper]


def test_papers_are_told_by_their_codes_and_others_do_not_count():
    codes = ["acceptance_form", "rights_notice", "session_record", "identity", "agreement"]
    assert missing(SETTLED, codes) == []
    assert missing(SETTLED, [*codes[:-1], "x", "termination_notice"]) == [Paper.AGREEMENT]


def test_the_table_above_knows_every_way_a_matter_ends_and_every_paper():
    assert {facts.conclusion for facts, _ in WAYS} == set(Conclusion)
    assert {name for _, names in WAYS for name in names} == set(PAPER_LABELS.values()) - NEVER_ASKED


@pytest.mark.parametrize(
    ("conclusion", "paper"), [("settled_orally", Paper.ORAL_AGREEMENT), ("answered_by_unit", Paper.REPLY)]
)
def test_one_paper_does_not_stand_for_another(conclusion, paper):
    others = [other for other in Paper if other is not paper]
    assert missing(closed(conclusion), others) == [paper]


def test_every_paper_has_a_name():
    assert PAPER_LABELS.keys() == set(Paper)
