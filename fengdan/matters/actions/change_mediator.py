"""更换调解员: another lead, or others beside the lead."""

from collections.abc import Collection
from datetime import datetime

from fengdan.matters import orders
from fengdan.matters.choices import said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.mediators import appoint
from fengdan.matters.models import Assignment, Matter, Note
from fengdan.rulebook.actor import Actor


def change_mediator(
    matter: Matter,
    *,
    mediator: str,
    reason: str,
    assistants: Collection[str] = (),
    no_conflict: bool = False,
    order_reason: str = "",
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Name the lead (code) and whoever mediates beside them (人民调解法 Art. 19, 23). Raises Refused.

    `order_reason` is why somebody else mediates than both sides chose, and both read it.
    """

    def write(entry: Entry) -> None:
        why = said(reason, "reason", "为什么更换")
        live = entry.matter.assignments.get(status=Assignment.Status.TAKEN)
        until_now = entry.matter.mediator_id
        chosen = appoint(entry, mediator, assistants, no_conflict=no_conflict)
        if chosen.pk != until_now:
            orders.taken(entry, chosen, order_reason)
        note = Note(matter=entry.matter, written_at=entry.at, author_id=actor.id, text=why)
        entry.add(note)
        entry.change(live, mediator=chosen)
        entry.facts |= {"assignment": live.pk, "note": note.pk}

    return record("change_mediator", matter, actor=actor, at=at, seen=seen, once=once, write=write)
