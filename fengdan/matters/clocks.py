"""Starting and stopping the clocks of a matter, as rulebook/deadlines.py says."""

from datetime import datetime

from fengdan.matters.models import Clock, Matter
from fengdan.rulebook.deadlines import STARTS, STOPS, UNROLLED, Rules
from fengdan.rulebook.workdays import due


def run_clocks(step: str, matter: Matter, at: datetime, rules: Rules) -> None:
    """Stop what the step ends, start what it begins."""
    if ended := STOPS.get(step):
        matter.clocks.filter(name__in=ended, stopped_at=None).update(stopped_at=at)
    Clock.objects.bulk_create([new_clock(name, matter, at, rules) for name in STARTS.get(step, ())])


def new_clock(name: str, matter: Matter, start: datetime, rules: Rules) -> Clock:
    """A running clock, not yet saved."""
    end = due(start, rules.limits[name], rules.calendar, roll=name not in UNROLLED)
    return Clock(matter=matter, name=name, started_at=start, due_at=end.at, provisional=end.provisional)


def next_due(matter: Matter) -> datetime | None:
    """When the first of the running clocks runs out."""
    return matter.clocks.filter(stopped_at=None).order_by("due_at").values_list("due_at", flat=True).first()
