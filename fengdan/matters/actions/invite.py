"""邀请参与: somebody helps to mediate, with the consent of all parties."""

from datetime import datetime

from fengdan.matters.choices import one_of, said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Invitee, Matter
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.errors import Refused


def invite(
    matter: Matter,
    *,
    name: str,
    capacity: str,
    all_agree: bool,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Record who was asked in and as what. Raises Refused unless all parties agree (人民调解法 Art. 20)."""

    def write(entry: Entry) -> None:
        if not all_agree:
            raise Refused("要各方当事人都同意才能邀请，请征得同意后勾选（人民调解法第二十条）。", "all_agree")
        row = Invitee(
            matter=entry.matter,
            name=said(name, "name", "邀请谁"),
            capacity=one_of(Invitee.Capacity, capacity, "capacity"),
            invited_at=entry.at,
        )
        entry.add(row)
        entry.facts = {"invitee": row.pk, "capacity": row.capacity}

    return record("invite", matter, actor=actor, at=at, seen=seen, once=once, write=write)
