"""排期日历: a week of people, or of rooms and places; what is taken, by whom only for those who may see the matter."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from fengdan.catalogue.rules import rules_in_force
from fengdan.duty.roster import Roster, roster
from fengdan.matters.models import Booking
from fengdan.matters.queries.booked import names_in, who
from fengdan.matters.queries.reach import reach
from fengdan.rulebook.actor import Actor, Role
from fengdan.rulebook.calendars import ONE_DAY, ZONE, Calendar
from fengdan.rulebook.diary import halves
from fengdan.rulebook.duty import HALF_LABELS, LEADER
from fengdan.teams.models import Mediator
from fengdan.units.models import Room
from fengdan.units.queries import active_on

OPEN_TO = (Role.DISPATCHER, Role.DUTY, Role.LEADER, Role.DIRECTOR, Role.MEDIATOR)
SEES_ALL = (Role.DISPATCHER, Role.DUTY, Role.DIRECTOR)
COUNTS = (Booking.Status.BOOKED, Booking.Status.HELD)
WEEK = 7
PLACES = "places"


@dataclass(frozen=True)
class Item:
    """What takes a stretch of a day. `code` leads to the matter, empty where the reader may not see it."""

    when: str
    what: str
    code: str
    clash: bool


@dataclass(frozen=True)
class Cell:
    """One person or place on one day. `note`: away, or at a window, whatever else there is."""

    note: str
    items: list[Item]


@dataclass(frozen=True)
class Line:
    name: str
    cells: list[Cell]


@dataclass(frozen=True)
class Week:
    """`days` are (day, why it is a day off or empty)."""

    days: list[tuple[date, str]]
    lines: list[Line]


def week_of(actor: Actor, monday: date, by: str) -> Week:
    """`by` is `PLACES`, or anything else for people."""
    calendar = rules_in_force().calendar
    rows = list(_booked(monday))
    days = [day for day in _days(monday) if calendar.is_working_day(day) or any(_on(row, day) for row in rows)]
    seen = dict(reach(actor).filter(pk__in={row.matter_id for row in rows}).values_list("pk", "code"))
    lines = _places(rows, days, seen) if by == PLACES else _people(actor, rows, days, seen)
    return Week([(day, _off(calendar, day)) for day in days], lines)


def _days(monday: date) -> list[date]:
    return [monday + number * ONE_DAY for number in range(WEEK)]


def _off(calendar: Calendar, day: date) -> str:
    known = calendar.day(day)
    return "" if known.counts and known.why == "工作日" else known.why


def _booked(monday: date) -> QuerySet[Booking]:
    first = datetime.combine(monday, time(0), ZONE)
    span = {"starts_at__gte": first, "starts_at__lt": first + timedelta(days=WEEK), "status__in": COUNTS}
    return Booking.objects.filter(**span).select_related("room", "area").defer("place", "reason").order_by("starts_at")


def _on(row: Booking, day: date) -> bool:
    return row.starts_at.astimezone(ZONE).date() == day


def _places(rows: list[Booking], days: list[date], seen: dict[int, str]) -> list[Line]:
    """Every room of the centre, then the villages and townships where anybody meets."""
    names = names_in(rows)

    def line(name: str, there: list[Booking]) -> Line:
        return Line(
            name, [Cell("", [_item(row, who(row, names), seen) for row in there if _on(row, day)]) for day in days]
        )

    rooms = Room.objects.order_by("code")
    areas = {row.area_id: str(row.area) for row in rows if row.area_id}
    return [
        *(line(room.name, [row for row in rows if row.room_id == room.pk]) for room in rooms),
        *(line(name, [row for row in rows if row.area_id == code]) for code, name in sorted(areas.items())),
    ]


def _people(actor: Actor, rows: list[Booking], days: list[date], seen: dict[int, str]) -> list[Line]:
    """Those with whom somebody meets this week; a mediator finds themself, a leader the whole team."""
    there = roster(days)
    people = _whose(actor, {code for row in rows for code in row.mediators}, days)
    return [Line(each.name, [_cell(each, rows, day, there, seen) for day in days]) for each in people]


def _whose(actor: Actor, met: set[str], days: list[date]) -> Iterable[Mediator]:
    mine = Q(pk__in=met) if actor.has(*SEES_ALL) else Q(pk__in=[])
    if led := actor.units_as(Role.LEADER):
        mine |= Q(memberships__team__in=led, memberships__active_to=None)
    if actor.has(Role.MEDIATOR):
        mine |= Q(user=int(actor.id))
    return (
        Mediator.objects.filter(mine, active_on(days[0] if days else date.max))
        .select_related("user")
        .order_by("code")
        .distinct()
    )


def _cell(person: Mediator, rows: list[Booking], day: date, there: Roster, seen: dict[int, str]) -> Cell:
    account = person.user.username if person.user else ""
    away = account in there.away[day]
    at_window = {
        seat.half for seat in there.on(day) if seat.there and seat.place != LEADER and seat.there.key == account
    }
    note = "请假" if away else "、".join(HALF_LABELS[half] + "窗口值班" for half in sorted(at_window))
    items = [
        _item(row, row.where, seen, clash=away or bool(at_window & set(halves(row.starts_at, row.ends_at))))
        for row in rows
        if person.pk in row.mediators and _on(row, day)
    ]
    return Cell(note, items)


def _item(row: Booking, what: str, seen: dict[int, str], *, clash: bool = False) -> Item:
    starts, ends = row.starts_at.astimezone(ZONE), row.ends_at.astimezone(ZONE)
    live = row.status == Booking.Status.BOOKED
    return Item(
        f"{starts:%H:%M}–{ends:%H:%M}",
        what if live else f"{what}（已进行）",
        seen.get(row.matter_id, ""),
        clash and live,
    )
