"""改期: another time or place; what was agreed on before stays readable."""

from datetime import datetime

from fengdan.matters.bookings import Wanted, look_at, reserve
from fengdan.matters.choices import said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter
from fengdan.rulebook.actor import Actor


def rebook(
    matter: Matter,
    *,
    booking: int,
    wanted: Wanted,
    reason: str,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Move the booking somebody was looking at (an id). The calendar knows it by the same uid. Raises Refused."""

    def write(entry: Entry) -> None:
        before = look_at(entry, booking)
        before.reason = said(reason, "reason", "为什么改期")
        row = reserve(entry, wanted, uid=before.uid, sequence=before.sequence + 1, instead=before)
        entry.facts |= {"booking": row.pk, "instead": before.pk}

    return record("rebook", matter, actor=actor, at=at, seen=seen, once=once, write=write)
