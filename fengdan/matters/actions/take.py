"""接单 by a team, 签收 by a unit."""

from collections.abc import Collection
from datetime import datetime

from fengdan.matters import orders
from fengdan.matters.entry import Entry, Once
from fengdan.matters.happened import telling
from fengdan.matters.ledger import record
from fengdan.matters.mediators import appoint
from fengdan.matters.models import Assignment, Matter
from fengdan.rulebook.actor import Actor


def take(
    matter: Matter,
    *,
    mediator: str = "",
    assistants: Collection[str] = (),
    no_conflict: bool = False,
    order_reason: str = "",
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Take what was assigned. Raises Refused.

    A team names the mediator of record (code) and any beside them, none with a conflict (在线调解规则 Art. 11, 13); a
    unit signs for it. `order_reason` is why somebody else mediates than both sides chose, and both read it.
    """

    def write(entry: Entry) -> None:
        assert entry.before is not None
        pending = entry.matter.assignments.get(status=Assignment.Status.PENDING)
        entry.facts = {"assignment": pending.pk}
        with_team = entry.before.with_team
        chosen = appoint(entry, mediator, assistants, no_conflict=no_conflict) if with_team else None
        if chosen is not None:
            orders.taken(entry, chosen, order_reason)
        entry.change(pending, status=Assignment.Status.TAKEN, answered_at=at, mediator=chosen)

    with telling("take", matter, actor):
        return record("take", matter, actor=actor, at=at, seen=seen, once=once, write=write)
