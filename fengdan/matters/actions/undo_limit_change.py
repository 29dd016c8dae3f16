"""撤销中止或延期: what was granted by mistake counts for nothing; the limits are what they would have been."""

from datetime import datetime

from fengdan.matters.choices import said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.limit_changes import recount
from fengdan.matters.models import Extension, Matter, Note, Suspension
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.errors import Refused


def undo_limit_change(
    matter: Matter,
    *,
    change: str,
    reason: str,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Undo one that is in force (`suspension:3`, `extension:2`), for a reason. Raises Refused."""

    def write(entry: Entry) -> None:
        assert entry.before is not None
        if change not in entry.before.changed:
            raise Refused("请选择要撤销的是哪一次。", "change")
        note = Note(matter=entry.matter, written_at=entry.at, author_id=actor.id, text=said(reason, "reason", "为什么"))
        entry.add(note)
        entry.change(_row(change), undone_at=entry.at)
        entry.facts = {"undone": change, "note": note.pk}
        recount(entry, "undo_limit_change")

    return record("undo_limit_change", matter, actor=actor, at=at, seen=seen, once=once, write=write)


def _row(change: str) -> Suspension | Extension:
    kind, _, pk = change.partition(":")
    return Suspension.objects.get(pk=pk) if kind == "suspension" else Extension.objects.get(pk=pk)
