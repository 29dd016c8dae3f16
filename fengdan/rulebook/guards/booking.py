"""Agreeing on a time and a place, moving it and calling it off."""

from fengdan.rulebook.facts import CENTRE, MatterFacts
from fengdan.rulebook.guards.guard import Guard
from fengdan.rulebook.guards.work import SERVICE


def _book_guard(facts: MatterFacts) -> str | None:
    if facts.service:
        return SERVICE
    if not facts.with_team and facts.holder != CENTRE:
        return "由责任单位办理的事项由它自己约时间，不在中心的排期里。"
    if facts.refused_by():
        return "有当事人明确拒绝调解，不再约定调解时间（人民调解法第十七条）。"
    return None


def _booked_guard(facts: MatterFacts) -> str | None:
    return None if facts.booked else "还没有约定时间地点。"


BOOKING: dict[str, Guard] = {
    "book": _book_guard,
    "rebook": lambda facts: _booked_guard(facts) or _book_guard(facts),
    "cancel_booking": _booked_guard,
}
