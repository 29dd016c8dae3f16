"""任务: of one matter, and what of all in reach is late or due today."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Min, OuterRef, Q, QuerySet, Subquery

from fengdan.matters.models import Matter, Task
from fengdan.matters.queries.reach import mediated_by, reach
from fengdan.matters.queries.rows import titles
from fengdan.matters.queries.written import Written
from fengdan.rulebook.actor import LIAISONS, Actor, Role
from fengdan.rulebook.calendars import ZONE

SHOWN = 50
DOERS = (Role.LEADER, Role.MEDIATOR, *LIAISONS)
OPEN = Task.Status.OPEN


@dataclass(frozen=True)
class TaskShown:
    """`evidence` is what was done, or why it is needed no more; `file` the id of what was attached, or None."""

    id: int
    name: str
    origin: str
    owner: str
    due_on: date
    late: bool
    open: bool
    status: str
    evidence: str
    closed_at: datetime | None
    file: int | None
    file_name: str


@dataclass(frozen=True)
class LateTask:
    code: str
    who: str
    name: str
    owner: str
    due_on: date


def tasks_shown(matter: Matter, written: Written, today: date) -> list[TaskShown]:
    """Those of this round, what is due first on top, what is closed last. No query."""
    rows: list[Task] = [row for row in written.rows("task") if row.round == matter.round]
    rows.sort(key=lambda row: (row.status != OPEN, row.due_on, row.pk))
    return [_shown(row, today) for row in rows]


def late_tasks(actor: Actor, at: datetime) -> tuple[int, list[LateTask]]:
    """Of how many matters in reach a task is late, and the first of these tasks. Three queries, one without any."""
    late = _late(at).filter(matter__in=reach(actor).values("pk")).select_related("unit", "mediator", "matter")
    late = late.defer("matter__story", "matter__place", "matter__pin", "matter__token", "matter__conclusion_reason")
    rows = list(late.order_by("due_on", "id")[:SHOWN])
    if not rows:
        return 0, []
    who = titles({row.matter_id for row in rows})
    shown = [LateTask(row.matter.code, who[row.matter_id], row.name, _owner(row), row.due_on) for row in rows]
    return with_late_tasks(actor, at).order_by().count(), shown


def with_late_tasks(actor: Actor, at: datetime) -> QuerySet[Matter]:
    """Matters in reach with a late task, the longest late first; `own_due` is the day."""
    return _by_day(reach(actor), _late(at))


def with_my_tasks(actor: Actor, at: datetime) -> QuerySet[Matter]:
    """Matters in this actor's own hands with a task late or due today; `own_due` is the day."""
    mine = Q(holder_id__in=actor.units_as(Role.LEADER, *LIAISONS))
    if teams := actor.units_as(Role.MEDIATOR):
        mine |= mediated_by(actor) & Q(holder_id__in=teams)
    return _by_day(reach(actor).filter(mine), Task.objects.filter(status=OPEN, due_on__lte=_day(at)))


def _late(at: datetime) -> QuerySet[Task]:
    return Task.objects.filter(status=OPEN, due_on__lt=_day(at))


def _day(at: datetime) -> date:
    return at.astimezone(ZONE).date()


def _by_day(matters: QuerySet[Matter], tasks: QuerySet[Task]) -> QuerySet[Matter]:
    first = tasks.filter(matter=OuterRef("pk")).order_by().values("matter").annotate(first=Min("due_on"))
    found = matters.filter(pk__in=tasks.values("matter_id"))
    return found.annotate(own_due=Subquery(first.values("first"))).order_by("own_due", "id")


def _owner(row: Task) -> str:
    return row.mediator.name if row.mediator else row.unit.name


def _shown(row: Task, today: date) -> TaskShown:
    return TaskShown(
        id=row.pk,
        name=row.name,
        origin=Task.Origin(row.origin).label,
        owner=_owner(row),
        due_on=row.due_on,
        late=row.status == OPEN and row.due_on < today,
        open=row.status == OPEN,
        status=Task.Status(row.status).label,
        evidence=row.evidence,
        closed_at=row.closed_at,
        file=row.attachment_id,
        file_name=row.attachment.name if row.attachment else "",
    )
