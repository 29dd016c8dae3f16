"""提醒、催办、升级: what a clock does as it runs out (domain.md §2.9). A machine goes no further (pages.md)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from fengdan.rulebook.actor import LIAISONS, Role
from fengdan.rulebook.calendars import ZONE, Calendar
from fengdan.rulebook.deadlines import RIGHTS, Rules
from fengdan.rulebook.facts import CENTRE, MatterFacts
from fengdan.rulebook.workdays import due, parse_limit


class Rung(StrEnum):
    """Each is a step of the ledger, taken by the clock, once for each clock."""

    REMIND = "remind"
    URGE = "urge"
    ESCALATE = "escalate"


RUNGS = tuple(Rung)
RUN_OUT_PERCENT = 70
AFTER_DUE = "escalate"  # the limit code: how long after the end a matter is brought before somebody above
WITHOUT_DATA = parse_limit("1wd")  # for a county whose limits were published before there were rungs

Desk = tuple[tuple[Role, ...], str]  # roles, unit code


def first(start: datetime, due_at: datetime, rules: Rules) -> tuple[Rung, datetime]:
    """The first rung of a clock, and its moment."""
    return Rung.REMIND, moment(Rung.REMIND, start, due_at, rules)


def moment(rung: Rung, start: datetime, due_at: datetime, rules: Rules) -> datetime:
    """When a rung is to be taken, of a clock that runs from `start` to `due_at`."""
    if rung is Rung.REMIND:
        return _remind_at(start, due_at, rules.calendar)
    if rung is Rung.URGE:
        return due_at
    limit = rules.limits.get(AFTER_DUE, WITHOUT_DATA)
    return max(due(due_at, limit, rules.calendar).at, due_at)


def following(rung: Rung, name: str, due_at: datetime, rules: Rules) -> tuple[Rung, datetime] | None:
    """The rung after this one and its moment, or None when there is no more to do.

    A right of the parties lapses and nobody is late: they are reminded, and that is all.
    """
    if rung is Rung.ESCALATE or name in RIGHTS:
        return None
    then = Rung.URGE if rung is Rung.REMIND else Rung.ESCALATE
    return then, moment(then, due_at, due_at, rules)


def _remind_at(start: datetime, due_at: datetime, calendar: Calendar) -> datetime:
    """When seven tenths have run, but while somebody is there to read it: outside office hours, at the next opening."""
    run = start + (due_at - start) * RUN_OUT_PERCENT / 100
    return min(_when_open(run, calendar), max(due_at, start))


def _when_open(moment: datetime, calendar: Calendar) -> datetime:
    local = moment.astimezone(ZONE)
    day = calendar.day(local.date())
    while True:
        for opens, closes in calendar.hours_in(day.date.year) if day.counts else ():
            begin, end = (datetime.combine(day.date, edge, ZONE) for edge in (opens, closes))
            if local < end:
                return max(local, begin)
        day = calendar.day(day.date + timedelta(days=1))


_DUTY: Desk = ((Role.DUTY,), CENTRE)
_ABOVE: tuple[Desk, ...] = (((Role.DIRECTOR,), CENTRE), ((Role.SUPERVISOR,), CENTRE))
# whose a clock is, where it is not simply whoever has the matter
OWNERS: Mapping[str, Desk] = {
    "accept": _DUTY,
    "assign": ((Role.DISPATCHER,), CENTRE),
    "rule_on_return": _DUTY,
    "approve_reply": _DUTY,
    "low_rating": _DUTY,
    "archive": ((Role.ARCHIVIST,), CENTRE),
    "follow_up": ((Role.FOLLOWUP,), CENTRE),
    "transfer_receipt": ((Role.CLERK,), CENTRE),
}


def owner(name: str, facts: MatterFacts) -> Desk:
    """Who has to act before this clock runs out."""
    if name in OWNERS:
        return OWNERS[name]
    if facts.holder == CENTRE:
        return _DUTY
    if facts.with_team:
        waits = name == "take" or not facts.mediator
        return (Role.LEADER,) if waits else (Role.MEDIATOR,), facts.unit
    return LIAISONS, facts.holder


def desks(rung: Rung, name: str, facts: MatterFacts) -> list[Desk]:
    """Where to look for somebody to tell, nearest first: whoever has to act, then those above, so nobody is nobody.

    In the end it is brought before somebody above, whether the owner is there or not.
    """
    mine = owner(name, facts)
    roles, unit = mine
    over: list[Desk] = [] if mine == _DUTY else [_DUTY]
    if roles == (Role.MEDIATOR,):
        over.insert(0, ((Role.LEADER,), unit))
    elif roles == LIAISONS and facts.above not in {"", CENTRE}:
        over.insert(0, (LIAISONS, facts.above))
    over += _ABOVE
    return over if rung is Rung.ESCALATE else [mine, *over]
