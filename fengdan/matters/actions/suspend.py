"""决定中止: the second of the two people, who agrees or does not."""

from datetime import datetime

from fengdan.matters.choices import said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.limit_changes import stand_still
from fengdan.matters.models import Matter
from fengdan.rulebook.actor import Actor


def suspend(
    matter: Matter,
    *,
    approved: bool,
    comment: str = "",
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Decide on what somebody else asked for; a no is reasoned. Limits then stand still. Raises Refused."""

    def write(entry: Entry) -> None:
        asked = entry.matter.suspensions.get(round=entry.matter.round, decided_at=None)
        words = comment if approved else said(comment, "comment", "为什么不同意")
        entry.change(asked, decided_at=entry.at, decided_by=actor.id, approved=approved, comment=words)
        entry.facts = {"suspension": asked.pk, "approved": approved}
        if approved:
            stand_still(entry)

    return record("suspend", matter, actor=actor, at=at, seen=seen, once=once, write=write)
