"""不予签发: the leader does not issue what was drafted."""

from datetime import datetime

from fengdan.matters.choices import said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter
from fengdan.matters.supervising import open_one
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.facts import SupervisionState


def drop_supervision(
    matter: Matter,
    *,
    reason: str,
    supervision: int | None = None,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Say why the draft is not issued; `supervision` is the one they saw. Raises Refused."""

    def write(entry: Entry) -> None:
        row = open_one(entry, SupervisionState.DRAFT, supervision)
        entry.change(
            row,
            status=SupervisionState.DROPPED,
            judged_at=entry.at,
            judged_by=actor.id,
            comment=said(reason, "reason", "为什么不签发"),
        )
        entry.facts = {"supervision": row.pk}

    return record("drop_supervision", matter, actor=actor, at=at, seen=seen, once=once, write=write)
