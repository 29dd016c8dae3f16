"""决定延期: the second of the two people, who agrees or does not, while there is still time."""

from datetime import datetime

from fengdan.matters.choices import said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.extending import extended_clocks
from fengdan.matters.ledger import record
from fengdan.matters.limit_changes import recount
from fengdan.matters.models import Matter
from fengdan.rulebook.actor import Actor


def extend(
    matter: Matter,
    *,
    approved: bool,
    comment: str = "",
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Decide on what somebody else asked for; a no is reasoned. What has run out meanwhile stays so. Raises Refused.

    信访工作条例 Art. 34: an extension is approved, and the reason is told.
    """

    def write(entry: Entry) -> None:
        asked = entry.matter.extensions.get(round=entry.matter.round, decided_at=None)
        words = comment if approved else said(comment, "comment", "为什么不同意")
        clocks = extended_clocks(entry, asked.amount, consent=asked.consent) if approved else asked.clocks
        decided = {"decided_at": entry.at, "decided_by": actor.id, "approved": approved, "comment": words}
        entry.change(asked, clocks=clocks, **decided)
        entry.facts = {"extension": asked.pk, "approved": approved}
        if approved:
            recount(entry, "extend")

    return record("extend", matter, actor=actor, at=at, seen=seen, once=once, write=write)
