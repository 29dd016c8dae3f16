"""申请降低风险: the first of the two people it takes."""

from datetime import datetime

from fengdan.matters.choices import one_of, said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter, RiskChange
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.sources import Risk, above


def ask_lower_risk(
    matter: Matter,
    *,
    risk: str,
    reason: str,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Ask for a lower colour; nothing changes until somebody else has decided (domain.md §2.8). Raises Refused."""

    def write(entry: Entry) -> None:
        assert entry.before is not None
        to = one_of(Risk, risk, "risk")
        if not above(entry.before.risk, to):
            raise Refused("请选择比现在低的等级；要提高请用“提高风险等级”。", "risk")
        row = RiskChange(
            matter=entry.matter,
            was=entry.before.risk,
            becomes=to,
            reason=said(reason, "reason", "为什么可以降低"),
            asked_by=actor.id,
            asked_at=entry.at,
        )
        entry.add(row)
        entry.facts = {"risk_change": row.pk, "risk": to, "by": actor.id}

    return record("ask_lower_risk", matter, actor=actor, at=at, seen=seen, once=once, write=write)
