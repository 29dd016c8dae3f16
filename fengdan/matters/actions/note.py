"""备注."""

from datetime import datetime

from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter, Note
from fengdan.rulebook.actor import Actor


def note(
    matter: Matter, *, text: str, actor: Actor, at: datetime, seen: int | None = None, once: Once | None = None
) -> Matter:
    """Add a remark. Somebody else's step in between does not matter."""

    def write(entry: Entry) -> None:
        row = Note(matter=entry.matter, written_at=entry.at, author_id=actor.id, text=text)
        entry.add(row)
        entry.facts = {"note": row.pk}

    return record("note", matter, actor=actor, at=at, seen=seen, once=once, write=write)
