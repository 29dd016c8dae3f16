"""附上扫描件: the signed paper at its place in the file."""

from datetime import datetime

from fengdan.files.check import Checked
from fengdan.files.store import keep
from fengdan.matters.choices import one_of
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter, Scan
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.file_check import Paper


def attach(
    matter: Matter,
    *,
    paper: str,
    file: Checked,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Keep a photo or PDF of a paper, by its code. Raises Refused for a paper that nobody knows."""

    def write(entry: Entry) -> None:
        signed = one_of(Paper, paper, "paper")
        kept = keep(file, f"matter:{entry.matter.pk}", actor.id, entry.at)
        row = Scan(matter=entry.matter, paper=signed, file=kept, attached_at=entry.at)
        entry.add(row)
        entry.facts = {"scan": row.pk, "paper": signed, "attachment": kept.digest}

    return record("attach", matter, actor=actor, at=at, seen=seen, once=once, write=write)
