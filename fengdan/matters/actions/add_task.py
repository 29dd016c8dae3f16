"""添加任务: one thing more that has to be got done, by whom and by which day."""

from dataclasses import dataclass
from datetime import date, datetime

from fengdan.matters.choices import said
from fengdan.matters.conflicts import mediating
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Assignment, Matter, Task
from fengdan.matters.needs import workday
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.errors import Refused
from fengdan.teams.models import Mediator


@dataclass(frozen=True)
class NewTask:
    """`mediator` is the code of whoever is to do it, of those who mediate; nobody named: the unit."""

    name: str
    due_on: date
    mediator: str = ""


def add_task(
    matter: Matter,
    *,
    task: NewTask,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Add it to those of whoever has the matter. Raises Refused."""

    def write(entry: Entry) -> None:
        assert entry.before is not None
        row = Task(
            matter=entry.matter,
            assignment=entry.matter.assignments.get(status__in=Assignment.LIVE),
            name=said(task.name, "name", "做什么"),
            origin=Task.Origin.AD_HOC,
            unit_id=entry.before.unit,
            mediator=_mediator(entry, task.mediator),
            due_on=workday(entry, task.due_on, "due_on", "哪天以前"),
            set_at=entry.at,
            set_by=actor.id,
        )
        entry.add(row)
        entry.facts = {"task": row.pk}

    return record("add_task", matter, actor=actor, at=at, seen=seen, once=once, write=write)


def _mediator(entry: Entry, code: str) -> Mediator | None:
    if not code:
        return None
    row = next((each for each in mediating(entry.matter) if each.pk == code), None)
    if row is None:
        raise Refused("任务只能交给承办这件事的调解员，请重新选择。", "mediator")
    return row
