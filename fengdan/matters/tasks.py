"""Tasks as rows: those a matter brings along when it is given, the ones that end with it, the one somebody is at."""

from collections.abc import Iterator
from datetime import date

from fengdan.matters.entry import Entry
from fengdan.matters.models import Assignment, Task
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.limits import parse_limit
from fengdan.rulebook.tasks import TaskSet, tasks_of
from fengdan.rulebook.workdays import due

CHANGED = "这项任务刚刚已由他人办了，请看现在的情况。"


def set_tasks(entry: Entry, assignment: Assignment) -> None:
    """Those of the item's version the matter goes by, for the unit it is given to; none for what is in no item."""
    version = entry.matter.item_version
    if version is None:
        return
    period = "service_reply" if entry.matter.service else entry.matter.matter_type.period or "mediation"
    rows = [
        Task(
            matter=entry.matter,
            assignment=assignment,
            name=each.name,
            origin=Task.Origin.ITEM,
            unit_id=assignment.unit_id,
            due_on=due_on,
            set_at=entry.at,
            set_by=entry.actor.id,
        )
        for each in tasks_of(version.steps, version.materials, period)
        for due_on in _due(entry, each)
    ]
    for row in rows:
        entry.add(row)
    entry.facts |= {"tasks": [row.pk for row in rows]}


def _due(entry: Entry, task: TaskSet) -> Iterator[date]:
    """The last day; none where the county has not said how long."""
    limit = parse_limit(task.own) if task.own else entry.rules.limits.get(task.limit)
    if limit is not None:
        yield due(entry.at, limit, entry.rules.calendar).at.astimezone(ZONE).date()


def end_tasks(entry: Entry, reason: str) -> None:
    """Whatever is still open is needed no more: the matter has ended, or is somebody else's now."""
    for row in entry.matter.tasks.filter(status=Task.Status.OPEN):
        close(entry, row, Task.Status.DROPPED, reason)


def close(entry: Entry, row: Task, status: Task.Status, evidence: str, **more: object) -> None:
    entry.change(row, status=status, evidence=evidence, closed_at=entry.at, closed_by=entry.actor.id, **more)


def open_task(entry: Entry, task: int) -> Task:
    """The open task of this matter with this id. Raises Refused."""
    row = entry.matter.tasks.filter(pk=task).first()
    if row is None:
        raise Refused("没有这项任务，请重新选择。", "task")
    if row.status != Task.Status.OPEN:
        raise Refused(CHANGED, "task")
    return row
