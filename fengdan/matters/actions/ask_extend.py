"""申请延期: whoever has the matter asks for more time before it has run out; somebody else decides."""

from datetime import datetime

from fengdan.matters.choices import said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.extending import extended_clocks
from fengdan.matters.ledger import record
from fengdan.matters.models import Extension, Matter
from fengdan.rulebook.actor import Actor


def ask_extend(
    matter: Matter,
    *,
    amount: str,
    reason: str,
    consent: bool = False,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Ask for this much more (`10d`, `5wd`); nothing changes until it is decided. Raises Refused.

    `consent`: every party agrees, which the law wants for some limits (rulebook.limits.Extend).
    """

    def write(entry: Entry) -> None:
        clocks = extended_clocks(entry, amount, consent=consent)
        row = Extension(
            matter=entry.matter,
            amount=amount,
            consent=consent,
            reason=said(reason, "reason", "为什么要延长"),
            clocks=clocks,
            asked_by=actor.id,
            asked_at=entry.at,
        )
        entry.add(row)
        entry.facts = {"extension": row.pk, "by": actor.id}

    return record("ask_extend", matter, actor=actor, at=at, seen=seen, once=once, write=write)
