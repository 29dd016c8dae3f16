"""申请破例承办: nobody else can mediate it, so somebody is to do it in spite of a relation; another person decides."""

from datetime import datetime

from fengdan.matters.choices import said
from fengdan.matters.conflicts import mediating, on_record
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.errors import Refused


def ask_override(
    matter: Matter,
    *,
    mediator: str,
    kind: str,
    reason: str,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Once for each relation, never for oneself, never for what not even the parties could let be. Raises Refused."""

    def write(entry: Entry) -> None:
        row = on_record(entry, mediator, kind)
        if str(row.mediator.user_id or "") == entry.actor.id:
            raise Refused("自己要回避的，不能自己申请破例；请值班领导提出。", "mediator")
        if row.decided_at is not None:
            raise Refused("这一项已经决定过不同意破例，请改由别的调解员承办，或征求双方同意。", "mediator")
        entry.change(row, asked_by=entry.actor.id, reason=said(reason, "reason", "为什么破例"))
        mediates = row.mediator_id in {each.pk for each in mediating(entry.matter)}
        entry.facts = {"conflict": row.pk, "by": entry.actor.id, "mediates": mediates}

    return record("ask_override", matter, actor=actor, at=at, seen=seen, once=once, write=write)
