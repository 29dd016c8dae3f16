"""撤回派单: the centre calls an assignment back (not to be confused with a party's withdrawal)."""

from datetime import datetime

from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Assignment, Matter
from fengdan.rulebook.actor import Actor


def recall(
    matter: Matter, *, reason: str, actor: Actor, at: datetime, seen: int | None = None, once: Once | None = None
) -> Matter:
    """Take back what has not been taken. Raises Refused."""

    def write(entry: Entry) -> None:
        pending = entry.matter.assignments.get(status=Assignment.Status.PENDING)
        entry.change(pending, status=Assignment.Status.RECALLED, answered_at=at, outcome_reason=reason)
        entry.facts = {"assignment": pending.pk}

    return record("recall", matter, actor=actor, at=at, seen=seen, once=once, write=write)
