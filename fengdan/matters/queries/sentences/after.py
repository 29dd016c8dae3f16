"""What comes after an agreement: performance, follow-up, rating, filing; and the report to the system above."""

from fengdan.matters.models import FollowUp, Performance, Rating
from fengdan.matters.queries.sentences.tell import Facts, Tell
from fengdan.matters.queries.written import Written
from fengdan.rulebook.money import yuan
from fengdan.rulebook.reporting import FORMS, System


def _owe(facts: Facts, written: Written) -> str:
    row = written.row("obligation", facts)
    sum_of = f"，{yuan(row.amount)}" if row.amount else ""
    return f"{written.parties[row.party_id].name}：{row.what}{sum_of}，{row.due_on:%Y-%m-%d} 前。"


def _perform(facts: Facts, written: Written) -> str:
    row, owed = written.row("performance", facts), written.row("obligation", facts)
    paid = f"，{yuan(row.amount)}" if row.amount else ""
    return f"{written.parties[owed.party_id].name}{Performance.Kind(row.kind).label}{paid}（{owed.what}）。{row.words}"


def _follow_up(facts: Facts, written: Written) -> str:
    row = written.row("follow_up", facts)
    reached = row.words if row.reached else f"没有联系上。{row.words}"
    return f"{written.parties[row.party_id].name}（{FollowUp.How(row.how).label}）：{reached}"


def _rate(facts: Facts, written: Written) -> str:
    row = written.row("rating", facts)
    via = Rating.Via(row.via).label
    return f"{written.parties[row.party_id].name}（{via}）：{Rating.Score(row.score).label}。{row.words}"


def _handle(facts: Facts, written: Written) -> str:
    return str(written.row("rating", facts).handling)


def _archive(facts: Facts, _written: Written) -> str:
    return f"{facts['pages']} 页，{'保管至 ' + facts['keep_until'] if facts['keep_until'] else '永久保管'}"


def _report_up(facts: Facts, _written: Written) -> str:
    return FORMS[System(facts["system"])].label


AFTER: dict[str, Tell] = {
    "add_obligation": _owe,
    "record_performance": _perform,
    "follow_up": _follow_up,
    "rate": _rate,
    "handle_rating": _handle,
    "archive": _archive,
    "report_up": _report_up,
}
