"""求助: asking the unit above for help while the matter stays where it is."""

from datetime import datetime

from fengdan.matters.choices import said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter, Note
from fengdan.rulebook.actor import Actor


def ask_help(
    matter: Matter, *, text: str, actor: Actor, at: datetime, seen: int | None = None, once: Once | None = None
) -> Matter:
    """Say what help is needed; the unit above gets a letter. Raises Refused."""

    def write(entry: Entry) -> None:
        words = said(text, "text", "需要什么帮助")
        row = Note(matter=entry.matter, written_at=entry.at, author_id=actor.id, text=words)
        entry.add(row)
        entry.facts = {"note": row.pk}

    return record("ask_help", matter, actor=actor, at=at, seen=seen, once=once, write=write)
