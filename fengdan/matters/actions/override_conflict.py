"""决定破例承办: the second of two people says yes or no, with a reason."""

from datetime import datetime

from fengdan.matters.choices import said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.conflicts import Status
from fengdan.rulebook.errors import Refused


def override_conflict(
    matter: Matter,
    *,
    approved: bool,
    ruling: str,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """By somebody else than who asked, and not by the mediator it is about. Raises Refused."""

    def write(entry: Entry) -> None:
        assert entry.before is not None
        row = entry.matter.conflicts.select_related("mediator").get(pk=entry.before.recusal.override)
        if str(row.mediator.user_id or "") == entry.actor.id:
            raise Refused("自己要回避的，不能自己决定破例，请另一位值班领导或主任决定。", "decision")
        entry.change(
            row,
            status=Status.OVERRIDDEN if approved else Status.STANDING,
            ruling=said(ruling, "ruling", "理由"),
            decided_by=entry.actor.id,
            decided_at=entry.at,
        )
        entry.facts = {"conflict": row.pk, "approved": approved}

    return record("override_conflict", matter, actor=actor, at=at, seen=seen, once=once, write=write)
