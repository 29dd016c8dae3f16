"""An appointment as calendars read it (RFC 5545, 5546): the same uid always, a sequence that rises with each change.

It says no more than anybody may know: that people meet about a matter with this code, when, and at which place.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from icalendar import Calendar, Event, vCalAddress, vText

PRODUCT = "-//fengdan//booking//ZH"
MEDIA_TYPE = "text/calendar; charset=utf-8"


@dataclass(frozen=True)
class Meeting:
    """`changed_at` is when this came to be so; `phone` where the centre that asks people to come is reached."""

    uid: str
    sequence: int
    code: str
    place: str
    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    cancelled: bool
    centre: str
    phone: str

    @property
    def method(self) -> str:
        return "CANCEL" if self.cancelled else "REQUEST"


def meeting_file(meeting: Meeting) -> bytes:
    """The .ics of one appointment: to come, or called off."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", meeting.method)
    event = Event()
    event.add("uid", meeting.uid)
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", meeting.changed_at.astimezone(UTC))
    event.add("dtstart", meeting.starts_at.astimezone(UTC))
    event.add("dtend", meeting.ends_at.astimezone(UTC))
    event.add("summary", f"调解会 {meeting.code}")
    event.add("location", meeting.place)
    event.add("status", "CANCELLED" if meeting.cancelled else "CONFIRMED")
    organiser = vCalAddress(f"tel:{meeting.phone}")
    organiser.params["cn"] = vText(meeting.centre)
    event["organizer"] = organiser
    calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written
