"""接单 by a team, 签收 by a unit."""

from collections.abc import Collection
from datetime import datetime

from fengdan.matters.entry import Entry, Once
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
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Take what was assigned. Raises Refused.

    A team names the mediator of record (code) and any beside them, none with a conflict (在线调解规则 Art. 11, 13); a
    unit signs for it.
    """

    def write(entry: Entry) -> None:
        assert entry.before is not None
        pending = entry.matter.assignments.get(status=Assignment.Status.PENDING)
        entry.facts = {"assignment": pending.pk}
        with_team = entry.before.with_team
        chosen = appoint(entry, mediator, assistants, no_conflict=no_conflict) if with_team else None
        entry.change(pending, status=Assignment.Status.TAKEN, answered_at=at, mediator=chosen)

    return record("take", matter, actor=actor, at=at, seen=seen, once=once, write=write)
