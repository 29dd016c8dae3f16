"""A booking as a calendar gets it: the newest of all that bear its uid, so that an old link brings the new time."""

from fengdan.catalogue.centre import centre
from fengdan.matters.models import Booking, Matter
from fengdan.paperwork.meeting import Meeting


def meeting_of(matter: Matter, booking: int) -> Meeting | None:
    """By the id of any of its rows; None where the matter has no such booking. Three queries."""
    uid = matter.bookings.filter(pk=booking).values_list("uid", flat=True).first()
    if uid is None:
        return None
    row = matter.bookings.filter(uid=uid).select_related("room", "area").order_by("-sequence")[0]
    ours = centre()
    return Meeting(
        uid=row.uid,
        sequence=row.sequence,
        code=matter.code,
        place=row.where,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        changed_at=row.booked_at if row.status == Booking.Status.BOOKED else row.ended_at or row.booked_at,
        cancelled=row.status == Booking.Status.CANCELLED,
        centre=ours.name if ours else "",
        phone=ours.phone if ours else "",
    )


def newest(matter: Matter) -> int | None:
    """The booking a party is interested in: to come, or the last one there was in this round."""
    return matter.bookings.filter(round=matter.round).order_by("-pk").values_list("pk", flat=True).first()
