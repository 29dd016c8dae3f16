"""今日窗口: what the public, the hall and the printed wall sheet are told of a day. Name and post, nothing else."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from fengdan.catalogue.centre import centre
from fengdan.duty.roster import Roster, hours_of, roster
from fengdan.rulebook.calendars import WEEKDAYS, Calendar
from fengdan.rulebook.duty import HALF_LABELS, LEADER, Half, Seat, Turn
from fengdan.rulebook.facts import CENTRE
from fengdan.rulebook.limits import parse_limit
from fengdan.units.models import OnCall, Window
from fengdan.units.queries import active_on

LOOKED_AHEAD = 60  # days


@dataclass(frozen=True)
class OnDuty:
    """Who is there when, e.g. 全天 08:30–12:00、14:30–18:00; `instead` says who serves when nobody is."""

    when: str
    hours: str
    name: str
    post: str
    instead: str


@dataclass(frozen=True)
class WindowToday:
    """`there` is empty when the window is closed; `next_day` is its next open day, `days` those of the week."""

    code: str
    name: str
    kind: str
    queue: str
    unit: str
    phone: str
    days: str
    there: list[OnDuty]
    next_day: date | None


@dataclass(frozen=True)
class Called:
    """A unit on call: its telephone, how soon, and for what."""

    unit: str
    phone: str
    within: str
    about: str


@dataclass(frozen=True)
class Board:
    """A day: `why` says why it is worked or not; on a day off `open_again` is the next working day."""

    day: date
    working: bool
    why: str
    leaders: list[OnDuty]
    windows: list[WindowToday]
    on_call: list[Called]
    open_again: date | None


def board(day: date) -> Board:
    """The frozen rows of a day's windows, whoever shows or prints them. A dozen queries at most."""
    known = roster([day])
    windows = list(Window.objects.select_related("unit").order_by("code"))
    seats, read = known.on(day), known.calendar.day(day)
    desk = next((window for window in windows if window.unit_id == CENTRE), None)
    return Board(
        day=day,
        working=read.counts,
        why=read.why,
        leaders=_there(known, day, [seat for seat in seats if seat.place == LEADER], None),
        windows=[_window(window, known, day, seats, desk) for window in windows],
        on_call=on_call(day),
        open_again=None if read.counts else next(working_days(known.calendar, day), None),
    )


def on_call(day: date) -> list[Called]:
    rows = OnCall.objects.filter(active_on(day), active_on(day, "unit__")).select_related("unit").order_by("code")
    return [Called(row.unit.short_name, row.phone, parse_limit(row.within).within, row.about) for row in rows]


def working_days(calendar: Calendar, day: date) -> Iterator[date]:
    """The working days after a day, as far as one looks ahead."""
    return (each.date for each in islice(calendar.days_after(day), LOOKED_AHEAD) if each.counts)


def open_days(place: str, turns: Iterable[Turn], day: date) -> str:
    """工作日; 每周二、周五上午: when the roster in force on the day has somebody there."""
    held = [turn for turn in turns if turn.place == place and turn.first <= day and (not turn.last or day <= turn.last)]
    halves = {weekday: [half for half in Half if _has(held, weekday, half)] for weekday in range(1, 6)}
    if all(len(found) == len(Half) for found in halves.values()):
        return "工作日"
    said = (_weekday(weekday, found) for weekday, found in halves.items() if found)
    return "、".join(said)


def _has(turns: list[Turn], weekday: int, half: Half) -> bool:
    return any(weekday in turn.weekdays and half in turn.halves for turn in turns)


def _weekday(weekday: int, halves: list[Half]) -> str:
    return f"周{WEEKDAYS[weekday - 1]}" + (HALF_LABELS[halves[0]] if len(halves) == 1 else "")


def _window(window: Window, known: Roster, day: date, seats: list[Seat], desk: Window | None) -> WindowToday:
    mine = [seat for seat in seats if seat.place == window.pk]
    ours = centre()
    return WindowToday(
        code=window.pk,
        name=window.name,
        kind=Window.Kind(window.kind).label,
        queue=window.queue,
        unit=window.unit.short_name,
        phone=window.phone or window.unit.phone or (ours.phone if ours else ""),
        days=open_days(window.pk, known.turns, day),
        there=_there(known, day, mine, None if window == desk else desk),
        next_day=None if mine else _next(known, window.pk, day),
    )


def _next(known: Roster, place: str, day: date) -> date | None:
    turns = [turn for turn in known.turns if turn.place == place]
    days = working_days(known.calendar, day)
    return next((each for each in days if any(turn.on(each, half) for turn in turns for half in Half)), None)


def _there(known: Roster, day: date, seats: list[Seat], desk: Window | None) -> list[OnDuty]:
    """A line for each half, one for both when the same person is there all day."""
    hours = known.calendar.hours_in(day.year)
    lines = [
        (HALF_LABELS[seat.half], hours_of(seat.half, hours), seat, instead(seat, known.on(day), desk)) for seat in seats
    ]
    if len(lines) == len(Half) and lines[0][2].there == lines[1][2].there and lines[0][3] == lines[1][3]:
        lines = [("全天", "、".join(line[1] for line in lines), *lines[0][2:])]
    return [
        OnDuty(when, said, seat.there.name if seat.there else "", seat.there.post if seat.there else "", other)
        for when, said, seat, other in lines
    ]


def instead(seat: Seat, seats: list[Seat], desk: Window | None) -> str:
    """What an unmanned window says: the centre's own window serves, as long as somebody is there."""
    if seat.there is not None:
        return ""
    manned = desk and any(each.place == desk.pk and each.half is seat.half and each.there for each in seats)
    return f"今天由{desk.name}代办" if manned and desk else "暂时没有人，请先打电话"
