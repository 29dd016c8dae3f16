"""点单一览: the live orders by time left, and how many there were this year, by what they were about.

One visit of several people is one 批, and so many 人次.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from fengdan.catalogue.models import MatterType
from fengdan.matters.models import Clock, Matter, Order, OrderChoice
from fengdan.matters.queries.reach import reach
from fengdan.matters.queries.rows import titles
from fengdan.rulebook.actor import Actor, Role
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.orders import LIVE, ORDER, STATE_LABELS, OrderState
from fengdan.teams.models import TeamMember
from fengdan.units.models import Area, Unit

SEES_ORDERS = (Role.DISPATCHER, Role.DUTY, Role.DIRECTOR, Role.SUPERVISOR)
KEY = re.compile(r"ordered\.(?P<by>type|team|town|week)\.(?P<code>[A-Za-z0-9-]{1,30})")
WAYS = {"type": "类型", "team": "团队", "town": "乡镇", "week": "周"}


@dataclass(frozen=True)
class LiveOrder:
    """One line: whose matter, whom they want, how it stands, until when."""

    code: str
    who: str
    matter_type: str
    wanted: str
    state: str
    label: str
    due: datetime | None


@dataclass(frozen=True)
class Counted:
    """So many orders (批) by so many people (人次); `key` opens their matters."""

    key: str
    name: str
    orders: int
    people: int


@dataclass(frozen=True)
class _One:
    """An order as it is counted."""

    matter: int
    people: int
    type: str
    team: str
    town: str
    week: str


def live_orders(actor: Actor) -> list[LiveOrder]:
    """Those that wait for somebody, the least time left first. Three queries."""
    clock = Clock.objects.filter(matter=OuterRef("matter"), name=ORDER, stopped_at=None).values("due_at")[:1]
    found = _orders(actor).filter(status__in=sorted(LIVE)).annotate(due=Subquery(clock))
    columns = ("pk", "turn", "matter_id", "matter__code", "matter__matter_type__name", "team__name", "status", "due")
    rows = list(found.values_list(*columns))
    who = titles([row[2] for row in rows])
    wanted = _wanted([row[0] for row in rows])
    shown = [
        LiveOrder(
            code=code,
            who=who[matter],
            matter_type=kind,
            wanted="、".join(wanted.get((pk, turn), ())) or team or "",
            state=status,
            label=STATE_LABELS[OrderState(status)],
            due=due,
        )
        for pk, turn, matter, code, kind, team, status, due in rows
    ]
    return sorted(shown, key=lambda row: (row.due is None, row.due, row.code))


def _wanted(orders: list[int]) -> dict[tuple[int, int], list[str]]:
    names: dict[tuple[int, int], list[str]] = {}
    chosen = OrderChoice.objects.filter(order__in=orders).order_by("order", "turn", "rank")
    for order, turn, name in chosen.values_list("order_id", "turn", "mediator__name"):
        names.setdefault((order, turn), []).append(name)
    return names


def counted(actor: Actor, at: datetime) -> dict[str, list[Counted]]:
    """This year's orders by type, team, township and week. Seven queries, however many there are."""
    ones = _this_year(actor, at)
    names = _names()
    return {by: _grouped(by, ones, names[by]) for by in WAYS}


def of_orders(actor: Actor, key: str, at: datetime) -> tuple[str, QuerySet[Matter]] | None:
    """The matters a number of the page counts, with the list's name; None for what is no key of it."""
    match = KEY.fullmatch(key)
    if match is None or not actor.has(*SEES_ORDERS):
        return None
    by, code = match["by"], match["code"]
    matters = {one.matter for one in _this_year(actor, at) if getattr(one, by) == code}
    if not matters:
        return None
    return f"点单：{_names()[by](code)}", reach(actor).filter(pk__in=matters).order_by("-id")


def _orders(actor: Actor) -> QuerySet[Order]:
    return Order.objects.filter(matter__in=reach(actor).values("pk"))


def _this_year(actor: Actor, at: datetime) -> list[_One]:
    first = datetime(at.astimezone(ZONE).year, 1, 1, tzinfo=ZONE)
    own = OrderChoice.objects.filter(order=OuterRef("pk"), turn=1, rank=1).values("mediator")[:1]
    found = _orders(actor).filter(placed_at__gte=first).annotate(first=Subquery(own)).order_by("pk")
    columns = ("matter_id", "people", "matter__matter_type_id", "team_id", "first", "matter__area_id", "placed_at")
    rows = list(found.values_list(*columns))
    towns = dict(Area.objects.filter(kind__in=[Area.Kind.VILLAGE, Area.Kind.COMMUNITY]).values_list("pk", "parent_id"))
    places = TeamMember.objects.filter(active_to=None).order_by("-team")
    teams = dict(places.values_list("mediator_id", "team_id"))
    return [
        _One(matter, people, kind, team or teams.get(first, ""), towns.get(area) or area, _monday(placed).isoformat())
        for matter, people, kind, team, first, area, placed in rows
    ]


def _monday(moment: datetime) -> date:
    day = moment.astimezone(ZONE).date()
    return day - timedelta(days=day.weekday())


def _names() -> dict[str, Callable[[str], str]]:
    """How each of the ways says a code."""
    types = {row.pk: row.full_name for row in MatterType.objects.all()}
    teams: dict[str, Any] = dict(Unit.objects.filter(kind=Unit.Kind.TEAM).values_list("pk", "name"))
    towns: dict[str, Any] = dict(Area.objects.filter(kind=Area.Kind.TOWNSHIP).values_list("pk", "name"))
    return {
        "type": lambda code: types.get(code, code),
        "team": lambda code: teams.get(code, "没有团队"),
        "town": lambda code: towns.get(code, code),
        "week": _week,
    }


def _week(monday: str) -> str:
    first = date.fromisoformat(monday)
    last = first + timedelta(days=6)
    return f"{first.month}月{first.day}日至{last.month}月{last.day}日"


def _grouped(by: str, ones: list[_One], name: Callable[[str], str]) -> list[Counted]:
    """The most first; weeks the latest first."""
    groups: dict[str, list[_One]] = {}
    for one in ones:
        groups.setdefault(getattr(one, by), []).append(one)
    rows = [
        Counted(f"ordered.{by}.{code}" if code else "", name(code), len(each), sum(one.people for one in each))
        for code, each in groups.items()
    ]
    if by == "week":
        return sorted(rows, key=lambda row: row.key, reverse=True)
    return sorted(rows, key=lambda row: (-row.orders, row.key))
