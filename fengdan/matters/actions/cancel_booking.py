"""取消约定: nobody comes; the time is free for others."""

from datetime import datetime

from fengdan.matters.bookings import cancel, look_at
from fengdan.matters.choices import said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter
from fengdan.rulebook.actor import Actor


def cancel_booking(
    matter: Matter,
    *,
    booking: int,
    reason: str,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Call off the booking somebody was looking at (an id), saying why. Raises Refused."""

    def write(entry: Entry) -> None:
        row = look_at(entry, booking)
        cancel(entry, row, said(reason, "reason", "为什么取消"))
        entry.facts["booking"] = row.pk

    return record("cancel_booking", matter, actor=actor, at=at, seen=seen, once=once, write=write)
