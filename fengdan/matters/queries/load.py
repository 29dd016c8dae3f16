"""各单位未来几天: what every unit has in hand, and what of it runs out on which day."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from fengdan.matters.models import Clock, Matter
from fengdan.matters.queries.reach import reach
from fengdan.rulebook.actor import Actor, Role
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.deadlines import RIGHTS
from fengdan.rulebook.stages import OPEN
from fengdan.units.models import Unit

WATCH = (Role.DUTY, Role.DISPATCHER, Role.SUPERVISOR, Role.DIRECTOR)
AHEAD = 7  # days, today included
ONE_DAY = timedelta(days=1)
KEY = re.compile(r"held\.(?P<unit>[a-z0-9-]{1,30})(\.(?P<when>late|[0-9]{4}-[0-9]{2}-[0-9]{2}))?")


@dataclass(frozen=True)
class UnitLoad:
    """A unit with its open matters: all, those with a limit that has run out, and those with one that does each day.

    A matter counts once in each column. `key` opens the list of all, `key.late` and `key.<day>` those of a column.
    """

    key: str
    name: str
    open: int
    late: int
    days: list[tuple[date, int]]


def days_ahead(at: datetime) -> list[date]:
    today = at.astimezone(ZONE).date()
    return [today + number * ONE_DAY for number in range(AHEAD)]


def unit_loads(actor: Actor, at: datetime) -> list[UnitLoad]:
    """Every unit that has something open in reach, the most late first. Three queries; none reads what is closed."""
    days = days_ahead(at)
    columns: dict[str, Any] = {"late": Count("matter", distinct=True, filter=Q(due_at__lt=at))}
    columns |= {f"day{n}": Count("matter", distinct=True, filter=_on(day, at)) for n, day in enumerate(days)}
    soon = _running().filter(due_at__lt=_midnight(days[-1] + ONE_DAY), matter__in=reach(actor).values("pk"))
    counted: Any = soon.order_by().values("matter__holder").annotate(**columns)
    due = {row["matter__holder"]: row for row in counted}
    held = dict(_open(actor).order_by().values_list("holder").annotate(Count("pk")))
    names = dict(Unit.objects.filter(pk__in=held).values_list("pk", "name"))
    loads = [
        UnitLoad(
            f"held.{unit}",
            names[unit],
            many,
            due[unit]["late"] if unit in due else 0,
            [(day, due[unit][f"day{n}"] if unit in due else 0) for n, day in enumerate(days)],
        )
        for unit, many in held.items()
    ]
    return sorted(loads, key=lambda load: (-load.late, -sum(many for _, many in load.days), -load.open, load.key))


def of_unit(actor: Actor, key: str, at: datetime) -> tuple[str, QuerySet[Matter]] | None:
    """The matters a number of the table counts, with the list's name; None for what is no key of it.

    `own_due` is when the limit runs out for which the matter is on the list.
    """
    match = KEY.fullmatch(key)
    unit = Unit.objects.filter(pk=match["unit"]).first() if match else None
    span = _span(match["when"] or "", at) if match else None
    if unit is None or match is None or span is None:
        return None
    when, words = span
    clocks = _running().filter(when) if match["when"] else _running()
    first = clocks.filter(matter=OuterRef("pk")).order_by("due_at").values("due_at")[:1]
    found = _open(actor).filter(holder=unit).annotate(own_due=Subquery(first))
    if match["when"]:
        found = found.filter(pk__in=clocks.order_by().values("matter_id"))
    return f"{unit.name}{words}", found.order_by("own_due", "id")


def _span(when: str, at: datetime) -> tuple[Q, str] | None:
    if not when:
        return Q(), "手上的"
    if when == "late":
        return Q(due_at__lt=at), "已逾期的"
    try:
        day = date.fromisoformat(when)
        return _on(day, at), f"{day.month}月{day.day}日到期的"
    except (ValueError, OverflowError):
        return None


def _on(day: date, at: datetime) -> Q:
    """Running out on that day; what has run out today already is late."""
    return Q(due_at__gte=max(_midnight(day), at), due_at__lt=_midnight(day + ONE_DAY))


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZONE)


def _running() -> QuerySet[Clock]:
    """The office's own limits of open matters; a right of the parties is no load."""
    running = Clock.objects.filter(stopped_at=None, paused=False, matter__stage__in=OPEN)
    return running.exclude(name__in=RIGHTS)


def _open(actor: Actor) -> QuerySet[Matter]:
    return reach(actor).filter(stage__in=OPEN)
