"""When people and a place are free: what the page of a booking offers before anybody has chosen a time."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time

from fengdan.catalogue.rules import rules_in_force
from fengdan.matters.diary import read_diary
from fengdan.rulebook.booking import HALF_HOUR, Wish, person, room_key
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.diary import days_from, free_starts
from fengdan.rulebook.facts import CENTRE
from fengdan.units.models import Area, Unit

DAYS_SHOWN = 10


@dataclass(frozen=True)
class Asked:
    """Whom, where, for how many half hours and on which day; None: the first on which there is time.

    `room` and `area` are codes, one of them empty.
    """

    mediators: Collection[str]
    room: str
    area: str
    length: int
    evening: bool
    day: date | None


@dataclass(frozen=True)
class FreeTimes:
    """When it could begin on `day`; `days` are the working days ahead that may be looked at instead.

    `published`: it is known already which days of that year are worked.
    """

    day: date
    days: list[date]
    starts: list[datetime]
    published: bool = True


def free_times(asked: Asked, at: datetime, *, but_not: int = 0) -> FreeTimes:
    """The free half hours of a day. `but_not` is the booking (an id) that is to be moved: its own time is free."""
    today = at.astimezone(ZONE).date()
    calendar = rules_in_force().calendar
    days = days_from(calendar, today, DAYS_SHOWN)
    if not asked.mediators:
        return FreeTimes(asked.day or days[0], days, [])
    first = asked.day or today
    diary = read_diary(asked.mediators, asked.room, max(first, today), but_not=but_not)
    wish = _wish(asked, first)
    for day in [asked.day] if asked.day else diary.days:
        if starts := free_starts(wish, diary, at, day):
            return FreeTimes(day, days, starts, calendar.published(day))
    return FreeTimes(first, days, [])


def _wish(asked: Asked, day: date) -> Wish:
    starts = datetime.combine(day, time(0), ZONE)
    return Wish(
        mediators=tuple(map(person, asked.mediators)),
        room=room_key(asked.room) if asked.room else "",
        town=_town(asked),
        starts=starts,
        ends=starts + HALF_HOUR * asked.length,
        evening=asked.evening,
    )


def _town(asked: Asked) -> str:
    if asked.room:
        return str(Unit.objects.values_list("area_id", flat=True).get(pk=CENTRE))
    area = Area.objects.filter(pk=asked.area).first()
    return area.township_code if area else ""
