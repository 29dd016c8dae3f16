"""任务不再需要: and why."""

from datetime import datetime

from fengdan.matters.choices import said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter, Task
from fengdan.matters.tasks import close, open_task
from fengdan.rulebook.actor import Actor


def drop_task(
    matter: Matter,
    *,
    task: int,
    reason: str,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """`task` is the id of an open one. Raises Refused."""

    def write(entry: Entry) -> None:
        row = open_task(entry, task)
        close(entry, row, Task.Status.DROPPED, said(reason, "reason", "为什么不再需要"))
        entry.facts = {"task": row.pk}

    return record("drop_task", matter, actor=actor, at=at, seen=seen, once=once, write=write)
