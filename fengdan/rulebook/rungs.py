"""提醒、催办、升级: what a clock does as it runs out (domain.md §2.9). A machine goes no further (pages.md)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from fengdan.rulebook.actor import LIAISONS, Role
from fengdan.rulebook.calendars import ZONE, Calendar
from fengdan.rulebook.deadlines import RIGHTS, Rules
from fengdan.rulebook.facts import CENTRE, MatterFacts
from fengdan.rulebook.ladder import LADDER
from fengdan.rulebook.risk import RISK_CLOCKS
from fengdan.rulebook.sources import Risk
from fengdan.rulebook.waiting import JUDGE, SIGN, SUPERVISION
from fengdan.rulebook.workdays import Limit, due, parse_limit


class Rung(StrEnum):
    """Each is a step of the ledger, taken by the clock, once for each clock."""

    REMIND = "remind"
    URGE = "urge"
    ESCALATE = "escalate"
    CLIMB = "climb"  # in the place of URGE for the clock of a level; urges where the matter may not climb
    TIME_OUT = "time_out"  # in the place of ESCALATE where a team has not taken what it was asked to take


RUNGS = (Rung.REMIND, Rung.URGE, Rung.ESCALATE)
RUN_OUT_PERCENT = 70
AFTER_DUE = "escalate"  # the limit code: how long after the end a matter is brought before somebody above
WITHOUT_DATA = parse_limit("1wd")  # for a county whose limits were published before there were rungs

LIAISON = "liaison"  # stands for whoever answers for a unit, in whichever of the liaisons' roles
Desk = tuple[tuple[Role, ...], str]  # roles, unit code


class Running(Protocol):
    """A clock, as far as its rungs hang on it; `rung` is the one that waits, or empty."""

    name: str
    started_at: datetime
    due_at: datetime
    rung: str


def first(start: datetime, due_at: datetime, rules: Rules) -> tuple[Rung, datetime]:
    """The first rung of a clock, and its moment."""
    return Rung.REMIND, moment(Rung.REMIND, start, due_at, rules)


def moment(rung: Rung, start: datetime, due_at: datetime, rules: Rules, *, limit: Limit | None = None) -> datetime:
    """When a rung is to be taken, of a clock that runs from `start` to `due_at`, by this `limit` where it matters."""
    if rung is Rung.REMIND:
        return _remind_at(start, due_at, rules.calendar)
    if rung in {Rung.URGE, Rung.CLIMB}:
        return due_at
    once_more = limit if rung is Rung.TIME_OUT and limit else rules.limits.get(AFTER_DUE, WITHOUT_DATA)
    return max(due(due_at, once_more, rules.calendar).at, due_at)


def taken_back_after(name: str, value: str, facts: MatterFacts) -> Limit | None:
    """How long after its end a team loses what it has not taken: the whole limit (`value`) once more.

    None for every other clock: a responsible unit cannot refuse what it answers for, so it is urged and the matter
    brought before somebody above.
    """
    return parse_limit(value) if name == "take" and facts.with_team and value else None


def following(
    rung: Rung, name: str, due_at: datetime, rules: Rules, *, back_after: Limit | None = None
) -> tuple[Rung, datetime] | None:
    """The rung after this one and its moment, or None when there is no more to do.

    A right of the parties lapses and nobody is late: they are reminded, and that is all. `back_after`: it is taken back
    from a team so long after the end.
    """
    if rung in {Rung.ESCALATE, Rung.TIME_OUT} or name in RIGHTS:
        return None
    at_due = Rung.CLIMB if name == LADDER else Rung.URGE
    late = Rung.TIME_OUT if back_after else Rung.ESCALATE
    then = at_due if rung is Rung.REMIND else late
    return then, moment(then, due_at, due_at, rules, limit=back_after)


def moved(clock: Running, now: datetime, rules: Rules) -> tuple[Rung, datetime] | None:
    """The rung that is next once the end of a clock has moved: what was not said of the new end yet is said again."""
    remind_at = _remind_at(clock.started_at, clock.due_at, rules.calendar)
    if clock.rung == Rung.REMIND or remind_at > now:
        return Rung.REMIND, remind_at
    if clock.name in RIGHTS:
        return None
    if clock.rung in {Rung.URGE, Rung.CLIMB} or clock.due_at > now:
        return Rung.CLIMB if clock.name == LADDER else Rung.URGE, clock.due_at
    return following(Rung.URGE, clock.name, clock.due_at, rules) if clock.rung else None


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


DUTY: Desk = ((Role.DUTY,), CENTRE)
DIRECTOR: Desk = ((Role.DIRECTOR,), CENTRE)
SUPERVISOR: Desk = ((Role.SUPERVISOR,), CENTRE)
_ABOVE: tuple[Desk, ...] = (DIRECTOR, SUPERVISOR)
# whose a clock is, where it is not simply whoever has the matter
OWNERS: Mapping[str, Desk] = {
    "accept": DUTY,
    "assign": ((Role.DISPATCHER,), CENTRE),
    "rule_on_return": DUTY,
    "conference": DUTY,
    "objection": DUTY,
    "approve_reply": DUTY,
    "low_rating": DUTY,
    "need": DUTY,
    SIGN: ((Role.DIRECTOR,), CENTRE),
    JUDGE: ((Role.SUPERVISOR,), CENTRE),
    "archive": ((Role.ARCHIVIST,), CENTRE),
    "follow_up": ((Role.FOLLOWUP,), CENTRE),
    "transfer_receipt": ((Role.CLERK,), CENTRE),
    "order": ((Role.DISPATCHER,), CENTRE),
}

# and of a risk, by its colour (domain.md §2.8); yellow is seen to by whoever has the matter
BY_COLOUR: Mapping[str, Desk] = {Risk.RED: DUTY, Risk.ORANGE: DIRECTOR}


def owner(name: str, facts: MatterFacts) -> Desk:
    """Who has to act before this clock runs out. What is confidential the supervisor does not see."""
    if name == JUDGE and facts.confidential:
        return DIRECTOR
    if name in OWNERS:
        return OWNERS[name]
    if name in RISK_CLOCKS and facts.risk in BY_COLOUR:
        return BY_COLOUR[facts.risk]
    if facts.holder == CENTRE or (name == SUPERVISION and facts.at_centre):
        return DUTY
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
    over: list[Desk] = [] if mine == DUTY else [DUTY]
    if roles == (Role.MEDIATOR,):
        over.insert(0, ((Role.LEADER,), unit))
    elif roles == LIAISONS and facts.above not in {"", CENTRE}:
        over.insert(0, (LIAISONS, facts.above))
    over += _ABOVE
    if facts.confidential:  # those above and the supervisor do not see it
        over = [desk for desk in over if desk[1] in {CENTRE, facts.unit} and desk != SUPERVISOR]
        if mine == DIRECTOR:
            return [DUTY] if rung is Rung.ESCALATE else [mine, DUTY]
    if mine == DIRECTOR:  # nobody under the director asks why it is late
        return [SUPERVISOR] if rung is Rung.ESCALATE else [mine, DUTY, SUPERVISOR]
    return over if rung is Rung.ESCALATE else [mine, *over]
