"""What is known of people and a room on some days: read once, then asked as often as one likes."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, time

from fengdan.catalogue.rules import rules_in_force
from fengdan.duty.roster import Roster, roster
from fengdan.matters.models import BookedSlot
from fengdan.rulebook.booking import person, room_key
from fengdan.rulebook.calendars import ONE_DAY, ZONE
from fengdan.rulebook.diary import Diary, Taken, days_from
from fengdan.rulebook.duty import LEADER, Half
from fengdan.teams.models import Mediator
from fengdan.units.models import Area, Room, Travel


def read_diary(mediators: Collection[str], room: str, first: date, *, but_not: int = 0) -> Diary:
    """Of these mediators (codes) and this room (a code or nothing), for the working days from `first` on.

    `but_not` leaves out one booking (an id): the one that is to be moved.
    """
    calendar = rules_in_force().calendar
    days = days_from(calendar, first)
    people = list(Mediator.objects.filter(pk__in=mediators).select_related("user"))
    accounts = {row.user.username: person(row.pk) for row in people if row.user}
    names = {person(row.pk): row.name for row in people}
    names |= {room_key(row.pk): row.name for row in Room.objects.filter(pk=room)}
    there = roster(days)
    return Diary(
        calendar=calendar,
        days=days,
        names=names,
        taken=taken(names, [first, *days], but_not=but_not),
        away={day: {accounts[name] for name in there.away[day] if name in accounts} for day in days},
        on_duty={key: who for day in days for key, who in _on_duty(there, day, accounts)},
        minutes=dict(Travel.objects.values_list("area_id", "minutes")),
    )


def _on_duty(there: Roster, day: date, accounts: dict[str, str]) -> Iterable[tuple[tuple[date, Half], set[str]]]:
    """Who sits at a window in either half of the day. The 值班领导 is bound to none."""
    seated = [(seat.half, seat.there.key) for seat in there.on(day) if seat.there and seat.place != LEADER]
    for half in Half:
        yield (day, half), {accounts[who] for when, who in seated if when is half and who in accounts}


def taken(keys: Iterable[str], days: Collection[date], *, but_not: int = 0) -> list[Taken]:
    """The bookings still to come that take these people's and rooms' time between the first and the last of the days.

    One query.
    """
    first, last = _midnight(min(days)), _midnight(max(days) + ONE_DAY)
    slots = BookedSlot.objects.filter(key__in=list(keys), half_hour__gte=first, half_hour__lt=last)
    when = ("booking__starts_at", "booking__ends_at")
    place = ("booking__area_id", "booking__area__parent_id", "booking__area__kind", "booking__room__unit__area_id")
    rows = slots.exclude(booking=but_not).order_by().values_list("key", *when, *place).distinct()
    return [
        Taken(key, starts, ends, centre or (area if kind == Area.Kind.TOWNSHIP else above))
        for key, starts, ends, area, above, kind, centre in rows
    ]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), ZONE)
