"""决定降低风险: the second of the two people, who agrees or does not."""

from datetime import datetime

from fengdan.matters.choices import said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter
from fengdan.rulebook.actor import Actor


def lower_risk(
    matter: Matter,
    *,
    approved: bool,
    comment: str = "",
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Decide on what somebody else asked for; a no is reasoned. Raises Refused."""

    def write(entry: Entry) -> None:
        assert entry.before is not None
        asked = entry.matter.risk_changes.get(decided_at=None)
        words = comment if approved else said(comment, "comment", "为什么不同意")
        entry.change(asked, decided_at=entry.at, approved=approved, comment=words)
        risk = entry.before.lowering if approved else entry.before.risk
        entry.change_matter(risk=risk)
        entry.facts = {"risk_change": asked.pk, "risk": risk, "approved": approved}

    return record("lower_risk", matter, actor=actor, at=at, seen=seen, once=once, write=write)
