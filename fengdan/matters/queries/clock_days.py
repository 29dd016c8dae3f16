"""为什么是这一天: each clock of a matter with the days it counted, one by one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from fengdan.catalogue.items.terms import version_names
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
    one in force then. `rolls`: a last day off is moved on. `paused`: it stands still now. `item` says whose limit it is
    instead of the county's, empty for most.
    """

    name: str
    limit: str
    basis: str
    version: int
    item: str
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
    """The clocks of a matter, those that run first; `names` and `bases` by code. Five queries at most."""
    calendar, changes = rules_in_force().calendar, changes_of(matter)
    running_first = sorted(clocks, key=lambda row: row.stopped_at is not None)
    moments = [moment_of(clock, calendar, changes) if clock.value else None for clock in running_first]
    items = version_names({clock.item_version_id for clock in running_first if clock.item_version_id})
    return [
        _told(clock, end, names[clock.name], bases.get(clock.limit, ""), items.get(clock.item_version_id or 0, ""))
        for clock, end in zip(running_first, moments, strict=True)
    ]


def _told(clock: Clock, end: Due | None, name: str, basis: str, item: str) -> Counted:
    return Counted(
        name=name,
        limit=parse_limit(clock.value).words if clock.value else "",
        basis=basis,
        version=clock.version,
        item=item,
        started_at=clock.started_at,
        due_at=clock.due_at,
        stopped_at=clock.stopped_at,
        provisional=clock.provisional,
        rolls=clock.rolls,
        paused=clock.paused and clock.stopped_at is None,
        days=end.days if end and end.at == clock.due_at else None,
    )
