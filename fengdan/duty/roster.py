"""The roster as stored, read for some days and worked out: turns, changes, who is away, the calendar."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from fengdan.catalogue.rules import rules_in_force
from fengdan.people.away import StandIns, away_on, out_of_office, reached
from fengdan.people.models import User
from fengdan.rulebook.calendars import Calendar, Hours
from fengdan.rulebook.duty import LEADER, SPELLS, Change, Half, Person, Seat, Turn, seats
from fengdan.units import models
from fengdan.units.models import TurnChange, Window

NOON = 12


@dataclass(frozen=True)
class Roster:
    """What is needed to say who sits where on these days: `changes` and `away` by day."""

    calendar: Calendar
    turns: list[Turn]
    changes: Mapping[date, list[TurnChange]]
    away: Mapping[date, Mapping[str, Person | None]]

    def on(self, day: date) -> list[Seat]:
        """The seats of a day; none on a day off."""
        if not self.calendar.is_working_day(day):
            return []
        return seats(day, self.turns, map(change_of, self.changes.get(day, ())), self.away[day])


def roster(days: Iterable[date]) -> Roster:
    """For these days. Four queries, one more a day and one for the names of whoever is away."""
    wanted = sorted(days)
    changes: dict[date, list[TurnChange]] = {}
    for row in TurnChange.objects.filter(day__in=wanted, undone_at=None).select_related("noted_by").order_by("pk"):
        changes.setdefault(row.day, []).append(row)
    lines = turns()
    return Roster(rules_in_force().calendar, lines, changes, _away(wanted, {line.person.account for line in lines}))


def turns() -> list[Turn]:
    """Every line of the roster, those that have ended too: pages look back. One query."""
    return [_turn(row) for row in models.Turn.objects.order_by("code")]


def places() -> dict[str, str]:
    """Place → its name: the 值班领导, then the windows by code. One query."""
    return {LEADER: "值班领导"} | dict(Window.objects.order_by("code").values_list("code", "name"))


def change_of(row: TurnChange) -> Change:
    return Change(Half(row.half), row.window_id or LEADER, Person(row.name, row.post, row.account))


def hours_of(half: Half, hours: Hours) -> str:
    """The office hours of half a day in words, e.g. 08:30–12:00; a single stretch is cut at noon."""
    if len(hours) == 1:
        ((opens, closes),) = hours
        noon = opens.replace(hour=NOON, minute=0)
        spans = [(opens, noon)] if half is Half.AM else [(noon, closes)]
    else:
        spans = [*hours[:1]] if half is Half.AM else [*hours[1:]]
    return "、".join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in spans)


def _turn(row: models.Turn) -> Turn:
    return Turn(
        code=row.code,
        place=row.window_id or LEADER,
        weekdays=frozenset(map(int, row.weekdays)),
        halves=SPELLS[row.spell],
        person=Person(row.name, row.post, row.account),
        first=row.active_from,
        last=row.active_to,
    )


def _away(days: list[date], accounts: Collection[str]) -> dict[date, dict[str, Person | None]]:
    """For each day the user name of whoever is away, or in no office any more → who stands in, or None."""
    absent = {day: away_on(day) for day in days}
    ids = {each for away in absent.values() for user, other in away.items() for each in (user, other) if each}
    users, gone = User.objects.in_bulk(ids), out_of_office(days, accounts, ids)
    return {
        day: {users[user].username: _stands_in(user, away, users, gone[day]) for user in away}
        | dict.fromkeys(gone[day])
        for day, away in absent.items()
    }


def _stands_in(user: int, away: StandIns, users: Mapping[int, User], gone: Collection[str]) -> Person | None:
    there = reached(user, away)
    found = users.get(there) if there is not None else None
    return Person(found.name, "", found.username) if found and found.is_active and found.username not in gone else None
