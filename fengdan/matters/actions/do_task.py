"""完成任务: what was done, in words, and perhaps a photo or PDF of it."""

from datetime import datetime

from fengdan.files.check import Checked
from fengdan.files.store import keep
from fengdan.matters.choices import said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter, Task
from fengdan.matters.tasks import close, open_task
from fengdan.rulebook.actor import Actor


def do_task(
    matter: Matter,
    *,
    task: int,
    evidence: str,
    attachment: Checked | None = None,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """`task` is the id of an open one. Raises Refused."""

    def write(entry: Entry) -> None:
        row = open_task(entry, task)
        words = said(evidence, "evidence", "办了什么")
        kept = keep(attachment, f"matter:{entry.matter.pk}", actor.id, entry.at) if attachment else None
        close(entry, row, Task.Status.DONE, words, attachment=kept)
        entry.facts = {"task": row.pk, "attachment": kept.digest if kept else None}

    return record("do_task", matter, actor=actor, at=at, seen=seen, once=once, write=write)
