"""登记回执: the organ a matter was sent to has signed for it."""

from datetime import date, datetime

from fengdan.matters.choices import said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Refused


def record_receipt(
    matter: Matter,
    *,
    received_by: str,
    received_on: date,
    number: str = "",
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Enter who signed for it and when, with the organ's own number. Raises Refused."""

    def write(entry: Entry) -> None:
        row = entry.matter.transfers.get(round=entry.matter.round)
        if received_on > entry.at.astimezone(ZONE).date():
            raise Refused("收到的日期不能晚于今天。", "received_on")
        if received_on < row.sent_at.astimezone(ZONE).date():
            raise Refused("收到的日期早于送出的日期，请核对。", "received_on")
        by = said(received_by, "received_by", "对方谁签收")
        entry.change(row, receipt_by=by, receipt_on=received_on, receipt_number=number)
        entry.facts = {"transfer": row.pk}

    return record("record_receipt", matter, actor=actor, at=at, seen=seen, once=once, write=write)
