"""决定回避申请: upheld, and the mediator has to be changed; or not, and the party reads why (特邀调解规定 Art. 15)."""

from datetime import datetime

from fengdan.matters.choices import said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.conflicts import Status


def rule_on_challenge(
    matter: Matter,
    *,
    upheld: bool,
    ruling: str,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """By the team's leader or duty, never by whoever it is about. Raises Refused."""

    def write(entry: Entry) -> None:
        row = entry.matter.conflicts.get(status=Status.RAISED)
        entry.change(
            row,
            status=Status.STANDING if upheld else Status.DISMISSED,
            ruling=said(ruling, "ruling", "理由"),
            decided_by=entry.actor.id,
            decided_at=entry.at,
        )
        entry.facts = {"conflict": row.pk, "upheld": upheld}

    return record("rule_on_challenge", matter, actor=actor, at=at, seen=seen, once=once, write=write)
