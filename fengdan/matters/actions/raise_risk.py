"""提高风险等级: anybody who works on the matter, at once."""

from datetime import datetime

from fengdan.matters.choices import one_of, said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter, RiskChange
from fengdan.matters.risks import call_off_lowering
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.sources import Risk, above


def raise_risk(
    matter: Matter,
    *,
    risk: str,
    reason: str,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Raise it to a higher colour; a lowering somebody asked for is off. Raises Refused."""

    def write(entry: Entry) -> None:
        assert entry.before is not None
        to = one_of(Risk, risk, "risk")
        if not above(to, entry.before.risk):
            raise Refused("只能提高，不能降低；要降低请“申请降低风险”，由另一人决定。", "risk")
        call_off_lowering(entry)
        row = RiskChange(
            matter=entry.matter,
            was=entry.before.risk,
            becomes=to,
            reason=said(reason, "reason", "为什么提高"),
            asked_by=actor.id,
            asked_at=entry.at,
            decided_at=entry.at,
            approved=True,
        )
        entry.add(row)
        entry.change_matter(risk=to)
        entry.facts = {"risk_change": row.pk, "risk": to}

    return record("raise_risk", matter, actor=actor, at=at, seen=seen, once=once, write=write)
