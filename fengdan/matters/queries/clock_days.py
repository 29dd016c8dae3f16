"""为什么是这一天: each clock of a matter with the days it counted, one by one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from fengdan.catalogue.rules import rules_in_force
from fengdan.matters.models import Clock
from fengdan.rulebook.deadlines import UNROLLED, Rules
from fengdan.rulebook.workdays import Day, due


@dataclass(frozen=True)
class Counted:
    """A clock day by day. `limit` in words, e.g. 5个工作日.

    `days` is empty for a limit in hours on end, and None where today's limits and calendar give another moment: it was
    set by those in force then. `rolls`: a last day off is moved on.
    """

    name: str
    limit: str
    started_at: datetime
    due_at: datetime
    stopped_at: datetime | None
    provisional: bool
    rolls: bool
    days: tuple[Day, ...] | None


def counted(clocks: Iterable[Clock], names: Mapping[str, str]) -> list[Counted]:
    """These clocks under their names by code, those that run first. Two queries."""
    rules = rules_in_force()
    return [_counted(clock, rules, names) for clock in sorted(clocks, key=lambda row: row.stopped_at is not None)]


def _counted(clock: Clock, rules: Rules, names: Mapping[str, str]) -> Counted:
    limit = rules.limit(clock.name, clock.tier)
    end = due(clock.started_at, limit, rules.calendar, roll=clock.name not in UNROLLED) if limit else None
    return Counted(
        name=names[clock.name],
        limit=limit.words if limit else "",
        started_at=clock.started_at,
        due_at=clock.due_at,
        stopped_at=clock.stopped_at,
        provisional=clock.provisional,
        rolls=clock.name not in UNROLLED,
        days=end.days if end and end.at == clock.due_at else None,
    )
