"""移除当事人: somebody put on the matter by mistake."""

from datetime import datetime

from fengdan.matters import orders
from fengdan.matters.choices import said
from fengdan.matters.conflicts import left, screened
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Correction, Matter
from fengdan.matters.parties import reindex
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Refused


def remove_party(
    matter: Matter,
    *,
    party: int,
    reason: str,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Take a party off the matter; the row and the reason stay for the history. Each side keeps one. Raises Refused."""

    def write(entry: Entry) -> None:
        row = entry.matter.parties.filter(pk=party, removed=False).first()
        if row is None:
            raise Refused("没有这名当事人，请重新选择。", "party")
        if not entry.matter.parties.filter(side=row.side, removed=False).exclude(pk=party).exists():
            raise Refused("这一方只有这一名当事人，不能移除；姓名写错了请用“更正”。", "party")
        entry.change(row, removed=True)
        why = said(reason, "reason", "为什么移除")
        correction = Correction(
            matter=entry.matter, party=row, field="removed", old=row.name, new="", reason=why, corrected_at=at
        )
        entry.add(correction)
        entry.facts = {"party": party, "correction": correction.pk}
        orders.without(entry, party)
        if lifted := left(entry, party):
            entry.facts |= {"lifted": lifted}
            if aside := screened(entry, entry.at.astimezone(ZONE).date()):
                entry.facts |= {"aside": aside}
        reindex(entry.matter)

    return record("remove_party", matter, actor=actor, at=at, seen=seen, once=once, write=write)
