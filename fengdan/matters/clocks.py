"""Starting and stopping the clocks of a matter, as rulebook/deadlines.py says."""

from datetime import UTC, datetime

from django.db.models import QuerySet

from fengdan.database.insert import insert
from fengdan.database.prepared import Prepared, Slot
from fengdan.matters.models import Clock, Matter
from fengdan.rulebook import rungs
from fengdan.rulebook.deadlines import PROMISED, RIGHTS, UNROLLED, Rules, starts, stops
from fengdan.rulebook.facts import MatterFacts
from fengdan.rulebook.workdays import Due, due


def _running() -> QuerySet[Clock]:
    return Clock.objects.filter(matter=Slot("matter"), stopped_at=None)


_going = Prepared(lambda: _running().values_list("name", flat=True))
_next_due = Prepared(
    lambda: _running().exclude(name__in=RIGHTS).order_by("due_at").values_list("due_at", flat=True)[:1]
)


def clocks_started(
    step: str, after: MatterFacts, matter: Matter, rules: Rules, *, at: datetime, office_at: datetime | None = None
) -> list[Clock]:
    """The clocks a step begins, not yet saved. One that runs on is not begun again: no limit moves back.

    What was promised counts from when it happened, the office's own work from when the office could know of it.
    A clock the county has no limit for yet, because it was published before there was one, does not run.
    """
    names = starts(step, after)
    if not names:
        return []
    going = set(_going.ask(matter=matter.pk)) - set(stops(step, after))
    return [
        new_clock(name, matter, at if name in PROMISED else office_at or at, rules)
        for name in names
        if name not in going and name in rules.limits
    ]


def run_clocks(step: str, matter: Matter, at: datetime, started: list[Clock], after: MatterFacts) -> None:
    """Stop what the step ends, start what it begins."""
    if ended := stops(step, after):
        matter.clocks.filter(name__in=ended, stopped_at=None).update(stopped_at=at)
    for clock in started:
        insert(clock)


def told(started: list[Clock]) -> dict[str, str]:
    """Name → due moment (UTC, ISO), as the event that starts a clock keeps it."""
    return {clock.name: clock.due_at.astimezone(UTC).isoformat() for clock in started}


def new_clock(name: str, matter: Matter, start: datetime, rules: Rules) -> Clock:
    """A running clock, not yet saved."""
    clock = Clock(matter=matter, name=name, started_at=start)
    end = moment_of(clock, rules)
    assert end is not None
    clock.due_at, clock.provisional = end.at, end.provisional
    clock.rung, clock.rung_at = rungs.first(start, end.at, rules)
    return clock


def moment_of(clock: Clock, rules: Rules) -> Due | None:
    """When a clock runs out by these rules; None where they have no such limit."""
    limit = rules.limits.get(clock.name)
    return due(clock.started_at, limit, rules.calendar, roll=clock.name not in UNROLLED) if limit else None


def next_due(matter: Matter) -> datetime | None:
    """When the first running clock of the office runs out; a right of the parties is no work of the office."""
    return _next_due.first(matter=matter.pk)
