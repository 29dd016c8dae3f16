"""撤回派单: the centre calls an assignment back (not to be confused with a party's withdrawal)."""

from datetime import datetime

from fengdan.matters.choices import said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Assignment, Matter
from fengdan.rulebook.actor import Actor


def recall(
    matter: Matter, *, reason: str, actor: Actor, at: datetime, seen: int | None = None, once: Once | None = None
) -> Matter:
    """Take a matter back from a team: before it is taken, or when its mediator cannot go on. Raises Refused."""

    def write(entry: Entry) -> None:
        live = entry.matter.assignments.get(status__in=[Assignment.Status.PENDING, Assignment.Status.TAKEN])
        told = said(reason, "reason", "撤回理由")
        entry.change(live, status=Assignment.Status.RECALLED, answered_at=at, outcome_reason=told)
        entry.facts = {"assignment": live.pk}

    return record("recall", matter, actor=actor, at=at, seen=seen, once=once, write=write)
