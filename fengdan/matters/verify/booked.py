"""Half hours that are taken against the bookings that take them."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from fengdan.matters.models import BookedSlot, Booking
from fengdan.rulebook.booking import half_hours, person, room_key

CHUNK = 500
NONSENSE = (TypeError, AttributeError)


def wrong_slots() -> Iterator[str]:
    """Bookings to come without all of their half hours, and half hours that no booking to come takes."""
    held: defaultdict[int, set[tuple[str, datetime]]] = defaultdict(set)
    slots = BookedSlot.objects.order_by().values_list("booking_id", "key", "half_hour")
    for booking, key, half_hour in slots.iterator(chunk_size=CHUNK):
        held[booking].add((key, half_hour))
    live = Booking.objects.filter(status=Booking.Status.BOOKED).defer("place", "reason")
    for row in live.iterator(chunk_size=CHUNK):
        if held.pop(row.pk, set()) != _expected(row):
            yield f"约定的时间地点 {row.pk} 与占用的时段不符"
    for booking in sorted(held):
        yield f"约定的时间地点 {booking} 已经不占时段，时段还没有放开"


def _expected(row: Booking) -> set[tuple[str, datetime]]:
    try:
        keys = [*map(person, row.mediators), *([room_key(row.room_id)] if row.room_id else [])]
        return {(key, moment) for key in keys for moment in half_hours(row.starts_at, row.ends_at)}
    except NONSENSE:
        return set()
