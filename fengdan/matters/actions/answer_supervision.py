"""回复督办: whoever has the matter says what was done, and why it was not done in time."""

from datetime import datetime

from fengdan.matters.choices import said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter
from fengdan.matters.supervising import open_one
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.facts import SupervisionState


def answer_supervision(
    matter: Matter,
    *,
    reply: str,
    supervision: int | None = None,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Reply to the one that was issued; `supervision` is the one they saw. Raises Refused."""

    def write(entry: Entry) -> None:
        row = open_one(entry, SupervisionState.ISSUED, supervision)
        entry.change(
            row,
            status=SupervisionState.REPLIED,
            reply=said(reply, "reply", "办理情况和没有按时办理的原因"),
            replied_at=entry.at,
            replied_by=actor.id,
        )
        entry.facts = {"supervision": row.pk}

    return record("answer_supervision", matter, actor=actor, at=at, seen=seen, once=once, write=write)
