"""Who sits at which window when: a weekly roster, changes of single days, absences (domain.md §2.5, §9.4)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import combinations

MONDAY, FRIDAY = 1, 5
WEEK = range(MONDAY, FRIDAY + 1)


class Half(StrEnum):
    """Half a working day."""

    AM = "am"
    PM = "pm"


HALF_LABELS = {Half.AM: "上午", Half.PM: "下午"}
# how long a turn is, as the county's file says it
SPELLS = {"day": (Half.AM, Half.PM), "am": (Half.AM,), "pm": (Half.PM,)}
SPELL_LABELS = {"day": "全天", "am": "上午", "pm": "下午"}
LEADER = ""  # the place of the 值班领导, who is bound to no window


def follows(day: date) -> int:
    """The weekday (1 to 5) whose turns a working day has: a made-up Saturday Friday's, a made-up Sunday Monday's.

    The county's own rule (假定): no holiday notice says for which weekday one makes up.
    """
    weekday = day.isoweekday()
    return weekday if weekday <= FRIDAY else FRIDAY if weekday == FRIDAY + 1 else MONDAY


@dataclass(frozen=True)
class Person:
    """Somebody of the public roster. Told apart by account; whoever has none, by name."""

    name: str
    post: str
    account: str = ""

    @property
    def key(self) -> str:
        return self.account or self.name


@dataclass(frozen=True)
class Turn:
    """A line of the roster: on these weekdays, for these halves, from `first` to `last`, both included."""

    code: str
    place: str
    weekdays: frozenset[int]
    halves: tuple[Half, ...]
    person: Person
    first: date = date.min
    last: date | None = None

    def on(self, day: date, half: Half) -> bool:
        within = self.first <= day and (self.last is None or day <= self.last)
        return within and half in self.halves and follows(day) in self.weekdays


@dataclass(frozen=True)
class Change:
    """换班、顶班: on this day somebody else sits there."""

    half: Half
    place: str
    person: Person


class How(StrEnum):
    """How it came about that this person sits there, or nobody."""

    PLANNED = "planned"
    CHANGED = "changed"
    STANDS_IN = "stands_in"
    AWAY = "away"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True)
class Seat:
    """A place in half a working day: `wanted` is whose turn it is, `there` who comes, None when nobody does."""

    place: str
    half: Half
    wanted: Person
    there: Person | None
    how: How


Away = Mapping[str, Person | None]


def seats(day: date, turns: Iterable[Turn], changes: Iterable[Change], away: Away) -> list[Seat]:
    """Every place that somebody should sit at on a working day; nobody sits at two windows at once.

    `away` maps the key of whoever is away to who stands in, or None. Who was put there by a change comes before whose
    turn it is, and both before those who stand in.
    """
    turns, changes = list(turns), list(changes)
    return [seat for half in Half for seat in _seats(wanted(day, half, turns, changes), half, away)]


def wanted(day: date, half: Half, turns: Iterable[Turn], changes: Iterable[Change]) -> dict[str, tuple[Person, How]]:
    """Place → whose turn it is, changes of the day included. Those by change come first."""
    planned = {turn.place: (turn.person, How.PLANNED) for turn in turns if turn.on(day, half)}
    changed = {change.place: (change.person, How.CHANGED) for change in changes if change.half is half}
    return changed | {place: each for place, each in sorted(planned.items()) if place not in changed}


def _seats(turns: Mapping[str, tuple[Person, How]], half: Half, away: Away) -> list[Seat]:
    taken: set[str] = set()
    there = [(place, person, how) for place, (person, how) in turns.items() if person.key not in away]
    found = [_taking(Seat(place, half, person, person, how), taken, How.ELSEWHERE) for place, person, how in there]
    for place, (person, _) in turns.items():
        if person.key in away:
            other = away[person.key]
            comes = replace(other, post=person.post) if other else None
            found.append(_taking(Seat(place, half, person, comes, How.STANDS_IN), taken, How.AWAY))
    return sorted(found, key=lambda seat: seat.place)


def _taking(seat: Seat, taken: set[str], otherwise: How) -> Seat:
    """The seat with its person, or empty when there is none or that one sits at another window already."""
    if seat.there is None or (seat.place != LEADER and seat.there.key in taken):
        return replace(seat, there=None, how=otherwise)
    if seat.place != LEADER:
        taken.add(seat.there.key)
    return seat


def clashes(turns: Iterable[Turn]) -> Iterator[tuple[Turn, Turn]]:
    """Two lines for one place, or one person at two windows, at the same time: the earlier line and the later."""
    for earlier, later in combinations(turns, 2):
        same_place = earlier.place == later.place
        same_person = earlier.person.key == later.person.key and LEADER not in {earlier.place, later.place}
        if (same_place or same_person) and _meet(earlier, later):
            yield earlier, later


def _meet(one: Turn, other: Turn) -> bool:
    days = (one.last is None or other.first <= one.last) and (other.last is None or one.first <= other.last)
    return days and bool(one.weekdays & other.weekdays) and bool(set(one.halves) & set(other.halves))


def gaps(place: str, turns: Iterable[Turn], today: date) -> list[tuple[int, Half]]:
    """The weekdays and halves of the week at which the place has no turn in force today."""
    held = [turn for turn in turns if turn.place == place and (turn.last is None or turn.last >= today)]
    return [
        (weekday, half)
        for weekday in WEEK
        for half in Half
        if not any(weekday in turn.weekdays and half in turn.halves for turn in held)
    ]
