"""A week of the roster as those see it who keep it: who sits where, who is away, what was changed, what is unmanned."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from fengdan.duty.roster import Roster, places, roster
from fengdan.rulebook.calendars import Day
from fengdan.rulebook.duty import HALF_LABELS, SPELL_LABELS, Half, How, Seat
from fengdan.units.models import TurnChange

DAYS = 7
SAID = {
    How.PLANNED: "",
    How.CHANGED: "当天调整",
    How.STANDS_IN: "代{0}",
    How.AWAY: "{0}请假，没有人代",
    How.ELSEWHERE: "{0}已排到别的窗口",
}


@dataclass(frozen=True)
class Cell:
    """Half a day, or all of it, at a place: `note` says why it is not whose turn it is; `gap` that nobody is there."""

    when: str
    name: str
    note: str
    gap: bool


@dataclass(frozen=True)
class Line:
    """A place over the week: the cells of each day."""

    place: str
    name: str
    days: list[list[Cell]]


@dataclass(frozen=True)
class Gap:
    """A place at which nobody will be, and why: somebody has to be found."""

    day: date
    spell: str
    place: str
    name: str
    why: str


@dataclass(frozen=True)
class Noted:
    """换班 or 顶班 in force, and who noted it: `instead` is empty when it was nobody's turn."""

    id: int
    day: date
    kind: str
    when: str
    name: str
    instead: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Week:
    """From Monday on. `changes` are those still in force, by day."""

    days: list[Day]
    lines: list[Line]
    gaps: list[Gap]
    changes: list[Noted]


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week(monday: date, today: date) -> Week:
    """Seven days; gaps are told from today on. A dozen queries."""
    days = [monday + timedelta(days=number) for number in range(DAYS)]
    known, names = roster(days), places()
    seats = {day: known.on(day) for day in days}
    lines = [
        Line(place, name, [_cells([seat for seat in seats[day] if seat.place == place]) for day in days])
        for place, name in names.items()
    ]
    missing = [
        Gap(day, seat.half, seat.place, names.get(seat.place, seat.place), _why(seat))
        for day in days
        for seat in seats[day]
        if seat.there is None and day >= today
    ]
    read = [known.calendar.day(day) for day in days]
    return Week(read, lines, missing, _changes(known))


def _cells(seats: list[Seat]) -> list[Cell]:
    cells = [
        Cell(HALF_LABELS[seat.half], seat.there.name if seat.there else "", _why(seat), not seat.there)
        for seat in seats
    ]
    if len(cells) == len(Half) and {(cell.name, cell.note) for cell in cells} == {(cells[0].name, cells[0].note)}:
        return [Cell("", cells[0].name, cells[0].note, cells[0].gap)]
    return cells


def _why(seat: Seat) -> str:
    return SAID[seat.how].format(seat.wanted.name)


def _changes(known: Roster) -> list[Noted]:
    """One line for each save, in the order of days."""
    saves: dict[str, list[TurnChange]] = {}
    for day in sorted(known.changes):
        for row in known.changes[day]:
            saves.setdefault(row.once, []).append(row)
    return [_noted(rows) for rows in saves.values()]


def _noted(rows: list[TurnChange]) -> Noted:
    first, halves = rows[0], {row.half for row in rows}
    when = SPELL_LABELS["day" if len(halves) == len(Half) else first.half]
    kind = TurnChange.Kind(first.kind).label
    return Noted(first.pk, first.day, kind, when, first.name, first.instead, first.noted_by.name, first.noted_at)
