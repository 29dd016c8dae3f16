"""The work lists: what waits for whom, by role."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, QuerySet

from fengdan.matters.models import Matter
from fengdan.matters.queries.reach import reach
from fengdan.matters.queries.rows import MatterRow, rows
from fengdan.rulebook.actor import Actor, Role
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.stages import OPEN, Stage

SHOWN = 50


@dataclass(frozen=True)
class WorkList:
    """One list on the work page. `count` is all of it, `rows` the first SHOWN; `empty` is said when it is."""

    key: str
    title: str
    empty: str
    count: int
    rows: list[MatterRow]


@dataclass(frozen=True)
class Wanted:
    """A list some roles have: which of the matters in reach belong on it."""

    key: str
    title: str
    empty: str
    roles: tuple[Role, ...]
    pick: Callable[[QuerySet[Matter], Actor], QuerySet[Matter]]


def _in_stage(*stages: Stage) -> Callable[[QuerySet[Matter], Actor], QuerySet[Matter]]:
    return lambda matters, _actor: matters.filter(stage__in=stages)


def _led(*stages: Stage) -> Callable[[QuerySet[Matter], Actor], QuerySet[Matter]]:
    return lambda matters, actor: matters.filter(stage__in=stages, unit_id__in=actor.units_as(Role.LEADER))


def _mine(matters: QuerySet[Matter], actor: Actor) -> QuerySet[Matter]:
    return matters.filter(stage__in=[Stage.TAKEN, Stage.UNDERWAY], mediator__user_id=int(actor.id))


LISTS = (
    Wanted("to_accept", "待受理", "没有等待受理的登记。", (Role.DUTY,), _in_stage(Stage.REGISTERED)),
    Wanted("to_assign", "待派单", "没有等待派单的事项。", (Role.DISPATCHER,), _in_stage(Stage.ACCEPTED)),
    Wanted("untaken", "已派出，还没接单", "派出的单都已接。", (Role.DISPATCHER,), _in_stage(Stage.ASSIGNED)),
    Wanted("to_take", "待接单", "没有等待接单的事项。", (Role.LEADER,), _led(Stage.ASSIGNED)),
    Wanted("mine", "我的事", "您手上没有在办的事项。", (Role.MEDIATOR,), _mine),
    Wanted("team", "团队在办", "团队没有在办的事项。", (Role.LEADER,), _led(Stage.TAKEN, Stage.UNDERWAY)),
    Wanted("to_archive", "待归档", "没有等待归档的事项。", (Role.ARCHIVIST,), _in_stage(Stage.CONCLUDED)),
    Wanted("concluded", "已办结", "还没有办结的事项。", (Role.FOLLOWUP,), _in_stage(Stage.CONCLUDED)),
    Wanted("open", "在办", "没有在办的事项。", (Role.DIRECTOR, Role.SUPERVISOR), _in_stage(*OPEN)),
)


def work_lists(actor: Actor, at: datetime) -> list[WorkList]:
    """The lists of every hat the actor wears, most urgent first within each. Three queries a list."""
    lists = [
        _filled(wanted.key, wanted.title, wanted.empty, wanted.pick(reach(actor), actor).order_by(*BY_DUE))
        for wanted in LISTS
        if actor.has(*wanted.roles)
    ]
    if actor.has(Role.CLERK, Role.DUTY):
        midnight = at.astimezone(ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
        today = reach(actor).filter(registered_at__gte=midnight).order_by("-id")
        lists.append(_filled("today", "今日接待", "今天还没有登记。", today))
    return lists


BY_DUE = (F("next_due").asc(nulls_last=True), "id")


def _filled(key: str, title: str, empty: str, matters: QuerySet[Matter]) -> WorkList:
    return WorkList(key, title, empty, matters.order_by().count(), rows(matters[:SHOWN]))
