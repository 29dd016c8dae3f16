"""Limits that stand still, and more time."""

from fengdan.matters.models import Suspension
from fengdan.matters.queries.sentences.tell import Facts, Tell
from fengdan.matters.queries.written import Written
from fengdan.rulebook.limits import parse_limit


def _ask_suspend(facts: Facts, written: Written) -> str:
    row = written.row("suspension", facts)
    return f"{Suspension.Reason(row.reason).label}。{row.words}"


def _decided(kind: str, agreed: str) -> Tell:
    def tell(facts: Facts, written: Written) -> str:
        row = written.row(kind, facts)
        return f"{agreed if facts['approved'] else '不同意'}。{row.comment}"

    return tell


def _resume(facts: Facts, _written: Written) -> str:
    return f"{len(facts['moved'])} 项时限按剩下的时间接着算。" if facts.get("moved") else "时限接着算。"


def _ask_extend(facts: Facts, written: Written) -> str:
    row = written.row("extension", facts)
    agreed = "，各方当事人同意" if row.consent else ""
    return f"申请延长{parse_limit(row.amount).words}{agreed}。{row.reason}"


def _undo(facts: Facts, written: Written) -> str:
    what = "中止" if facts["undone"].startswith("suspension") else "延期"
    return f"撤销{what}。{written.notes[facts['note']].text}"


TIME: dict[str, Tell] = {
    "ask_suspend": _ask_suspend,
    "suspend": _decided("suspension", "同意中止"),
    "resume": _resume,
    "ask_extend": _ask_extend,
    "extend": _decided("extension", "同意延长"),
    "undo_limit_change": _undo,
}
