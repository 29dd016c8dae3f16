"""为什么是这一天: each clock of a matter with the days it counted, one by one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from fengdan.catalogue.rules import rules_in_force
from fengdan.matters.clocks import moment_of
from fengdan.matters.limit_changes import changes_of
from fengdan.matters.models import Clock, Matter
from fengdan.rulebook.limits import parse_limit
from fengdan.rulebook.workdays import Day, Due


@dataclass(frozen=True)
class Counted:
    """A clock day by day. `limit` in words, e.g. 5个工作日; `basis`: an article or the county's rule.

    `days` is empty for a limit in hours on end, and None where today's calendar gives another moment: it was set by the
    one in force then. `rolls`: a last day off is moved on. `paused`: it stands still now.
    """

    name: str
    limit: str
    basis: str
    version: int
    started_at: datetime
    due_at: datetime
    stopped_at: datetime | None
    provisional: bool
    rolls: bool
    paused: bool
    days: tuple[Day, ...] | None


def counted(
    matter: Matter, clocks: Iterable[Clock], names: Mapping[str, str], bases: Mapping[str, str]
) -> list[Counted]:
    """The clocks of a matter, those that run first; `names` and `bases` by code. Four queries."""
    calendar, changes = rules_in_force().calendar, changes_of(matter)
    running_first = sorted(clocks, key=lambda row: row.stopped_at is not None)
    moments = [moment_of(clock, calendar, changes) if clock.value else None for clock in running_first]
    return [_told(clock, end, names, bases) for clock, end in zip(running_first, moments, strict=True)]


def _told(clock: Clock, end: Due | None, names: Mapping[str, str], bases: Mapping[str, str]) -> Counted:
    return Counted(
        name=names[clock.name],
        limit=parse_limit(clock.value).words if clock.value else "",
        basis=bases.get(clock.limit, ""),
        version=clock.version,
        started_at=clock.started_at,
        due_at=clock.due_at,
        stopped_at=clock.stopped_at,
        provisional=clock.provisional,
        rolls=clock.rolls,
        paused=clock.paused and clock.stopped_at is None,
        days=end.days if end and end.at == clock.due_at else None,
    )
