"""约定时间地点: when, where and with which mediators people meet."""

import uuid
from datetime import datetime

from fengdan.matters.bookings import Wanted, hold_booked, reserve, to_come
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.spoken import span_words


def book(
    matter: Matter,
    *,
    wanted: Wanted,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Agree on a time and a place, one at a time; one whose time has passed was kept. Raises Refused."""

    def write(entry: Entry) -> None:
        before = to_come(entry.matter)
        if before is not None and before.ends_at > entry.at:
            when = span_words(before.starts_at, before.ends_at)
            raise Refused(f"已经约在{when}；要换时间请用“改期”，不去了请用“取消约定”。")
        if before is not None:
            hold_booked(entry, before)
        row = reserve(entry, wanted, uid=str(uuid.uuid4()))
        entry.facts["booking"] = row.pk

    return record("book", matter, actor=actor, at=at, seen=seen, once=once, write=write)
