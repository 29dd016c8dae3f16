"""Starting and stopping the clocks of a matter, as rulebook/deadlines.py says."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import QuerySet

from fengdan.database.insert import insert
from fengdan.database.prepared import Prepared, Slot
from fengdan.matters.models import Clock, Matter
from fengdan.rulebook import rungs
from fengdan.rulebook.calendars import Calendar
from fengdan.rulebook.deadlines import RIGHTS, Rules, limit_of, starts, stops
from fengdan.rulebook.facts import MatterFacts
from fengdan.rulebook.limits import Limit, Since, parse_limit
from fengdan.rulebook.workdays import Due, Span, due

Begins = Callable[[str], datetime]


def _running() -> QuerySet[Clock]:
    return Clock.objects.filter(matter=Slot("matter"), stopped_at=None)


def _running_out() -> QuerySet[Clock]:
    """Without what stands still, and the rights of the parties, which are no work of the office."""
    return _running().filter(paused=False).exclude(name__in=RIGHTS)


@dataclass(frozen=True)
class Changes:
    """What moves a matter's clocks: suspensions that have ended, in order; extensions, each with its clocks' ids."""

    suspended: Sequence[Span] = ()
    extended: Sequence[tuple[Limit, Collection[int]]] = ()


_going = Prepared(lambda: _running().values_list("name", flat=True))
_next_due = Prepared(lambda: _running_out().order_by("due_at").values_list("due_at", flat=True)[:1])


def clocks_started(
    step: str, after: MatterFacts, matter: Matter, rules: Rules, *, said: Mapping[str, Any], begins: Begins
) -> list[Clock]:
    """The clocks a step begins, not yet saved. One that runs on is not begun again: no limit moves back.

    `said` is what the step's event says, `begins` from when each clock counts. A clock the county has no limit for yet,
    because it was published before there was one, does not run.
    """
    names = starts(step, after)
    if not names:
        return []
    going = set(_going.ask(matter=matter.pk)) - set(stops(step, after, said))
    begun = []
    for name in names:
        code = limit_of(name, after)
        limit = rules.limit(code, after.tier)
        if name in going or limit is None:
            continue
        provision = rules.provision(code)
        first = provision.since is Since.REGISTERED and after.round == 1  # taken up again it counts from then
        start = matter.registered_at if first else begins(name)
        paused = provision.pauses and bool(after.suspended)
        begun.append(new_clock(name, matter, start, rules, code=code, limit=limit, paused=paused))
    return begun


def run_clocks(ended: list[str], matter: Matter, at: datetime, started: list[Clock]) -> None:
    """Stop what the step ends, start what it begins."""
    if ended:
        matter.clocks.filter(name__in=ended, stopped_at=None).update(stopped_at=at)
    for clock in started:
        insert(clock)


def told(started: list[Clock]) -> dict[str, str]:
    """Name → due moment (UTC, ISO), as the event that starts a clock keeps it."""
    return {clock.name: clock.due_at.astimezone(UTC).isoformat() for clock in started}


def new_clock(
    name: str,
    matter: Matter,
    start: datetime,
    rules: Rules,
    *,
    code: str = "",
    limit: Limit | None = None,
    paused: bool = False,
) -> Clock:
    """A running clock, not yet saved.

    `code` is its limit's, where that is not its name; `limit` says how long, where no published one does. `paused`: it
    stands still.
    """
    said = rules.provision(code or name)
    clock = Clock(
        matter=matter,
        name=name,
        started_at=start,
        limit=code or name,
        version=said.version,
        item_version_id=said.item,
        value=str(limit or rules.limits[code or name]),
        rolls=said.rolls,
        pauses=said.pauses,
        paused=paused,
    )
    end = moment_of(clock, rules.calendar)
    clock.due_at, clock.provisional = end.at, end.provisional
    clock.rung, rung_at = rungs.first(start, end.at, rules)
    clock.rung_at = None if paused else rung_at
    return clock


def moment_of(clock: Clock, calendar: Calendar, changes: Changes = Changes()) -> Due:
    """When a clock runs out by this calendar and what was suspended and extended, counted anew from its start."""
    return due(
        clock.started_at,
        parse_limit(clock.value),
        calendar,
        roll=clock.rolls,
        more=[amount for amount, clocks in changes.extended if clock.pk in clocks],
        without=changes.suspended if clock.pauses else (),
    )


def next_due(matter: Matter) -> datetime | None:
    """When the first clock of the office runs out; one that stands still does not."""
    return _next_due.first(matter=matter.pk)
