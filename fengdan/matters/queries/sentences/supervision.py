"""What was issued to get a matter moving, what came back, and who takes charge in person."""

from datetime import datetime

from fengdan.matters.queries.sentences.tell import Facts, Tell
from fengdan.matters.queries.written import Written
from fengdan.rulebook.spoken import moment_words
from fengdan.rulebook.supervision import FAULT_LABELS, Fault


def _draft(facts: Facts, written: Written) -> str:
    row = written.row("supervision", facts)
    return f"{_name(facts, written)}（{FAULT_LABELS[Fault(row.fault)]}），发往{row.unit}，等待签发。"


def _issue(facts: Facts, written: Written) -> str:
    row = written.row("supervision", facts)
    return f"{_name(facts, written)} {row.number}，发往{row.unit}。\n{row.facts}\n{row.demand}"


def _drop(facts: Facts, written: Written) -> str:
    return f"{_name(facts, written)}不予签发。{written.row('supervision', facts).comment}"


def _answer(facts: Facts, written: Written) -> str:
    return f"{_name(facts, written)}：{written.row('supervision', facts).reply}"


def _judge(facts: Facts, written: Written) -> str:
    row = written.row("supervision", facts)
    if facts["accepted"]:
        return f"{_name(facts, written)}的回复已认可。{row.comment}"
    due = datetime.fromisoformat(facts["clocks"]["supervision"])
    return f"{_name(facts, written)}的回复退回补充，{moment_words(due)}前再回复。"


def _name(facts: Facts, written: Written) -> str:
    return written.ways[written.row("supervision", facts).kind]


def _lead(facts: Facts, written: Written) -> str:
    row = written.row("personal_lead", facts)
    return f"由{row.who}包案。{row.reason}"


SUPERVISING: dict[str, Tell] = {
    "draft_supervision": _draft,
    "issue_supervision": _issue,
    "drop_supervision": _drop,
    "answer_supervision": _answer,
    "judge_supervision": _judge,
    "lead_personally": _lead,
}
