"""督办台: what is late and what is due today, whose telephone; what waits to be signed, replied to, judged."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, OuterRef, QuerySet, Subquery

from fengdan.catalogue.rules import limit_names
from fengdan.catalogue.supervision import ways_in_force
from fengdan.matters.models import Clock, Matter, Supervision
from fengdan.matters.queries.due import Due, running
from fengdan.matters.queries.reach import reach
from fengdan.matters.queries.rows import titles
from fengdan.matters.queries.tasks import LateTask, late_tasks
from fengdan.matters.queries.whose import COLUMNS, Line, Post, last_done, lines, whose
from fengdan.rulebook.actor import Actor, Role
from fengdan.rulebook.facts import SupervisionState
from fengdan.rulebook.steps import STEPS
from fengdan.rulebook.supervision import FAULT_LABELS, Fault

SHOWN = 50
WATCHERS = (Role.SUPERVISOR, Role.DIRECTOR, Role.DUTY)
LATE = {Due.OVERDUE: ("watch_overdue", "已逾期"), Due.TODAY: ("watch_today", "今日到期")}
# the state, its list, title, and the moment its lines go by, the longest waiting first
WAITING = (
    (SupervisionState.DRAFT, "watch_draft", "待签发", "drafted_at"),
    (SupervisionState.ISSUED, "watch_issued", "待回复", "reply_by"),
    (SupervisionState.REPLIED, "watch_replied", "待审核回复", "replied_at"),
)


@dataclass(frozen=True)
class LateShown:
    """A matter and its first limit that runs out: `clock` its code. `line` is None with nobody to ring."""

    code: str
    who: str
    clock: str
    limit: str
    due_at: datetime
    holder: str
    line: Line | None
    last: str
    last_at: datetime | None


@dataclass(frozen=True)
class WaitingShown:
    """A 督办 that waits since, or until, `at`."""

    code: str
    who: str
    name: str
    fault: str
    unit: str
    at: datetime


@dataclass(frozen=True)
class Section:
    """The first SHOWN of `count` matters; `key` is the list that has them all."""

    key: str
    title: str
    count: int
    rows: list[LateShown]


@dataclass(frozen=True)
class WaitingSection:
    key: str
    title: str
    count: int
    rows: list[WaitingShown]


@dataclass(frozen=True)
class Watch:
    """`tasks`: of how many matters some are late, and the first of these tasks."""

    late: list[Section]
    waiting: list[WaitingSection]
    tasks: tuple[int, list[LateTask]]


def watch(actor: Actor, at: datetime) -> Watch:
    """Everything of the page, in a fixed number of queries, over what is shown."""
    picked = {when: _first(actor, when, at) for when in LATE}
    waits = {state: _rows(actor, state, by) for state, _, _, by in WAITING}
    clocks: list[Any] = [row for _, rows in picked.values() for row in rows]
    names = titles({row["matter_id"] for row in clocks} | {row["matter_id"] for rows in waits.values() for row in rows})
    return Watch(
        late=_late(picked, clocks, names, at),
        waiting=[
            WaitingSection(key, title, _counted(rows, supervised(actor, state)), _waiting(rows, by, names))
            for state, key, title, by in WAITING
            for rows in (waits[state],)
        ],
        tasks=late_tasks(actor, at),
    )


def running_out(actor: Actor, when: Due, at: datetime) -> QuerySet[Matter]:
    """Matters in reach with a limit of the office that runs out then, the longest late first; `own_due` is when."""
    clocks = running(when, at)
    first = clocks.filter(matter=OuterRef("pk")).order_by("due_at").values("due_at")[:1]
    found = reach(actor).filter(pk__in=clocks.order_by().values("matter_id"))
    return found.annotate(own_due=Subquery(first)).order_by("own_due", "id")


def supervised(actor: Actor, state: SupervisionState) -> QuerySet[Matter]:
    """Matters in reach with a 督办 in this state, the longest waiting first; `own_due` is since or until when."""
    by = next(by for each, _, _, by in WAITING if each is state)
    there = Supervision.objects.filter(matter=OuterRef("pk"), status=state)
    rows = Supervision.objects.filter(status=state).values("matter_id")
    since = Subquery(there.values(by)[:1], output_field=DateTimeField())
    return reach(actor).filter(pk__in=rows).annotate(own_due=since).order_by("own_due", "id")


def _first(actor: Actor, when: Due, at: datetime) -> tuple[int, list[Any]]:
    """How many matters, and the first clock of each of the first of them."""
    matters = running_out(actor, when, at)
    shown = list(matters.values_list("pk", flat=True)[:SHOWN])
    count = len(shown) if len(shown) < SHOWN else matters.order_by().count()
    rows: dict[int, Any] = {}
    clocks: QuerySet[Clock, Any] = running(when, at).filter(matter__in=shown).order_by("due_at", "id")
    for row in clocks.values(*COLUMNS, "matter__holder__short_name"):
        rows.setdefault(row["matter_id"], row)
    return count, list(rows.values())


def _late(
    picked: Mapping[Due, tuple[int, list[Any]]], clocks: list[Any], names: Mapping[int, str], at: datetime
) -> list[Section]:
    posts = dict(zip(map(_which, clocks), whose(clocks, at), strict=True)) if clocks else {}
    people = lines(post for post in posts.values() if post)
    limits, last = limit_names(), last_done({matter for matter, _ in posts})
    return [
        Section(*LATE[when], count, [_shown(row, names, posts, people, limits, last) for row in rows])
        for when, (count, rows) in picked.items()
    ]


def _which(row: Any) -> tuple[int, str]:
    """A matter may be late by one clock and run out today by another, of somebody else."""
    return row["matter_id"], row["name"]


def _shown(  # noqa: PLR0917 - all that one line is put together from
    row: Any,
    names: Mapping[int, str],
    posts: Mapping[tuple[int, str], Post | None],
    people: Mapping[Post, Line],
    limits: Mapping[str, str],
    last: Mapping[int, tuple[str, datetime]],
) -> LateShown:
    matter = row["matter_id"]
    post = posts[_which(row)]
    step, done_at = last.get(matter, ("", None))
    return LateShown(
        code=row["matter__code"],
        who=names[matter],
        clock=row["name"],
        limit=limits.get(row["name"], row["name"]),
        due_at=row["due_at"],
        holder=row["matter__holder__short_name"],
        line=people[post] if post else None,
        last=STEPS[step].label if step else "",
        last_at=done_at,
    )


def _rows(actor: Actor, state: SupervisionState, by: str) -> list[Any]:
    """Codes only: nothing is decrypted."""
    found = Supervision.objects.filter(status=state, matter__in=reach(actor).values("pk"))
    columns = ("matter_id", "matter__code", "kind", "fault", "unit__short_name", by)
    return list(found.order_by(by, "id").values(*columns)[:SHOWN])


def _counted(rows: list[Any], matters: QuerySet[Matter]) -> int:
    return len(rows) if len(rows) < SHOWN else matters.order_by().count()


def _waiting(rows: list[Any], by: str, names: Mapping[int, str]) -> list[WaitingShown]:
    if not rows:
        return []
    ways = ways_in_force().names
    return [
        WaitingShown(
            code=row["matter__code"],
            who=names[row["matter_id"]],
            name=ways[row["kind"]],
            fault=FAULT_LABELS[Fault(row["fault"])],
            unit=row["unit__short_name"],
            at=row[by],
        )
        for row in rows
    ]
