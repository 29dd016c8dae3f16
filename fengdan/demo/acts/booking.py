"""Times and places agreed on: the first at which the mediator and the room are free after the moment of the step."""

from datetime import datetime, time, timedelta

from fengdan.demo.telling import Telling
from fengdan.matters.actions.book import book
from fengdan.matters.actions.cancel_booking import cancel_booking
from fengdan.matters.actions.rebook import rebook
from fengdan.matters.bookings import Wanted, to_come
from fengdan.matters.models import Matter
from fengdan.matters.queries.free_times import Asked, free_times
from fengdan.rulebook.booking import HALF_HOUR, Where
from fengdan.rulebook.calendars import ZONE

HOUR, AHEAD = 2, "ahead"


def _wanted(tell: Telling) -> Wanted:
    """`R02` is a room, `home` a visit. The day after, with `ahead` after today: the first time that is free."""
    lead = [str(tell.matter.mediator_id)]
    room = "" if tell.argument(0) == Where.HOME else tell.argument(0)
    area = "" if room else str(tell.matter.area_id)
    asked = Asked(lead, room, area, HOUR, evening=False, day=None)
    day = tell.at.astimezone(ZONE).date()
    day = max(day, tell.today) if tell.argument(1) == AHEAD else day
    starts = free_times(asked, datetime.combine(day + timedelta(days=1), time(0), ZONE)).starts[0]
    kind = Where.ROOM if room else Where.HOME
    place = "" if room else tell.matter.place or "家里"
    return Wanted(kind, starts, starts + HOUR * HALF_HOUR, lead, room=room, area=area, place=place)


def _live(tell: Telling) -> int:
    row = to_come(tell.matter)
    assert row is not None
    return row.pk


def _rebook(tell: Telling) -> Matter:
    return rebook(tell.matter, booking=_live(tell), wanted=_wanted(tell), reason=tell.words(), **tell.by())


ACTS = {
    "book": lambda tell: book(tell.matter, wanted=_wanted(tell), **tell.by()),
    "rebook": _rebook,
    "cancel_booking": lambda tell: cancel_booking(tell.matter, booking=_live(tell), reason=tell.words(), **tell.by()),
}
