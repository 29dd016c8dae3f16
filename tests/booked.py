"""Times and places agreed on, for tests: a walk that books, moves and calls off."""

from datetime import date, datetime, time, timedelta

from fengdan.matters.actions.book import book
from fengdan.matters.actions.cancel_booking import cancel_booking
from fengdan.matters.actions.rebook import rebook
from fengdan.matters.bookings import Wanted
from fengdan.matters.models import BookedSlot, Booking
from fengdan.people.models import Absence, User
from fengdan.rulebook.booking import SPELLED_OUT, Where, half_hours, person, room_key
from fengdan.rulebook.calendars import ZONE
from tests.cast import Walk, actor

MONDAY = date(2026, 11, 30)
LEAD, SECOND = "m1602", "m1603"
TOWN, WEST_STREET, FAR = "621122100", "621122100201", "621122205"
HERE = "西街 12 号"


def on(day: date = MONDAY, at: str = "15:00") -> datetime:
    return datetime.combine(day, time.fromisoformat(at), ZONE)


def wanted(starts: datetime | None = None, minutes: int = 60, kind: str = Where.ROOM, **more: object) -> Wanted:
    """Monday at three in a room of the centre with the mediator of record, unless something else is said."""
    starts = starts or on()
    said = {"room": "R02"} if kind == Where.ROOM else {"room": "R01"} if kind == Where.COURT else {"area": WEST_STREET}
    said |= {"place": HERE} if kind in SPELLED_OUT else {}
    return Wanted(kind, starts, starts + timedelta(minutes=minutes), **{"mediators": [LEAD], **said, **more})


class Booker(Walk):
    """Each method takes one step, as whoever is said."""

    def book(self, what: Wanted | None = None, by: str = "mediator") -> "Booker":
        self.matter = book(self.matter, wanted=what or wanted(), actor=actor(by), at=self._tick())
        return self

    def rebook(self, what: Wanted, by: str = "mediator", reason: str = "李测二要去医院", of: int = 0) -> "Booker":
        told = {"booking": of or self.booked().pk, "wanted": what, "reason": reason}
        self.matter = rebook(self.matter, **told, actor=actor(by), at=self._tick())
        return self

    def call_off(self, by: str = "mediator", reason: str = "双方要再想想", of: int = 0) -> "Booker":
        told = {"booking": of or self.booked().pk, "reason": reason}
        self.matter = cancel_booking(self.matter, **told, actor=actor(by), at=self._tick())
        return self

    def booked(self) -> Booking:
        return self.matter.bookings.get(status=Booking.Status.BOOKED)


def booker(walk: Walk) -> Booker:
    return Booker(matter=walk.matter, at=walk.at)


def taken_slots() -> set[tuple[str, datetime]]:
    return set(BookedSlot.objects.values_list("key", "half_hour"))


def owed_slots() -> list[tuple[str, datetime]]:
    """What the bookings to come take, each half hour as often as somebody's time is taken by it."""
    return [
        (key, half_hour)
        for row in Booking.objects.filter(status=Booking.Status.BOOKED)
        for key in [*map(person, row.mediators), *([room_key(row.room_id)] if row.room_id else [])]
        for half_hour in half_hours(row.starts_at, row.ends_at)
    ]


def away(username: str, first: date, last: date | None = None) -> Absence:
    user, by = User.objects.get(username=username), User.objects.get(username="duty")
    return Absence.objects.create(user=user, from_day=first, to_day=last or first, set_by=by, set_at=on(first, "00:00"))
