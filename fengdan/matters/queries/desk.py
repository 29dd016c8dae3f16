"""The work lists: what waits for whom, by role."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import F, QuerySet

from fengdan.database.prepared import Prepared
from fengdan.matters.models import Matter
from fengdan.matters.queries.aftercare import unperformed
from fengdan.matters.queries.due import DUE_LABELS, Due, due
from fengdan.matters.queries.ladder import ladder_list
from fengdan.matters.queries.load import of_unit
from fengdan.matters.queries.menu.results import of_card
from fengdan.matters.queries.needs import in_need
from fengdan.matters.queries.orders import of_orders
from fengdan.matters.queries.reach import KEPT, reach
from fengdan.matters.queries.rows import MatterRow, columns, lines, rows
from fengdan.matters.queries.tasks import DOERS, with_late_tasks, with_my_tasks
from fengdan.matters.queries.wanted import LISTS, Wanted
from fengdan.matters.queries.watch import LATE, WAITING, WATCHERS, running_out, supervised
from fengdan.people.away import unreachable
from fengdan.rulebook.actor import Actor, Role
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.facts import CENTRE
from fengdan.rulebook.stages import OPEN

SHOWN = 50


@dataclass(frozen=True)
class WorkList:
    """One list on the work page. `count` is all of it, `rows` the first SHOWN; `empty` is said when it is."""

    key: str
    title: str
    empty: str
    count: int
    rows: list[MatterRow]


# shown only when they hold something
RARE = frozenset(
    {
        "red",
        "low_rated",
        "without_receipt",
        "performing",
        "lowering",
        "returned",
        "conference",
        "conferring",
        "objected",
        "arrived",
        "helped",
        "passed_on",
        "villages",
        "stranded",
        "to_issue",
        "to_judge",
        "to_answer",
        "needs",
        "challenged",
        "to_replace",
        "overriding",
        "to_ask",
        "to_arrange",
        "my_tasks",
    }
)


@dataclass(frozen=True)
class Picked:
    """A list before it is read: its matters in their order, and the column that says when each is due."""

    key: str
    title: str
    empty: str
    matters: QuerySet[Matter]
    due: str = "next_due"


def work_lists(actor: Actor, at: datetime) -> list[WorkList]:
    """The lists of every hat the actor wears, most urgent first within each. Two queries a list, one more if long."""
    steady = [_steady(actor, wanted) for wanted in LISTS if actor.has(*wanted.roles)]
    lists = [*map(_filled, _first(actor, at)), *steady, *map(_filled, _last(actor, at))]
    return [each for each in lists if each.rows or each.key not in RARE]


def picked(actor: Actor, key: str, at: datetime) -> Picked | None:
    """One of the actor's lists, whole, or what runs out then (`Due`); None for what is no list of theirs."""
    if key in set(Due):
        return Picked(key, DUE_LABELS[Due(key)], "没有到这一天的时限。", due(actor, Due(key), at), "own_due")
    if of := of_unit(actor, key, at):
        return Picked(key, of[0], "没有这样的事项。", of[1], "own_due")
    if of := of_card(actor, key) or of_orders(actor, key, at) or in_need(actor, key):
        return Picked(key, of[0], "没有这样的事项。", of[1])
    if actor.has(*WATCHERS) and (watched := _watched(actor, key, at)):
        return watched
    if (behind := ladder_list(actor, key, at)) is not None:
        title, matters = behind
        return Picked(key, title, "没有这样的事项。", matters.order_by("-id"))
    return next((each for each in _picked(actor, at) if each.key == key), None)


def _watched(actor: Actor, key: str, at: datetime) -> Picked | None:
    """One of the lists of the page 督办台, or None."""
    for when, (name, title) in LATE.items():
        if name == key:
            return Picked(key, f"督办台：{title}", "没有。", running_out(actor, when, at), "own_due")
    if key == "watch_tasks":
        return Picked(key, "督办台：任务逾期", "没有。", with_late_tasks(actor, at), "own_due")
    for state, name, title, _ in WAITING:
        if name == key:
            return Picked(key, f"督办台：{title}", "没有。", supervised(actor, state), "own_due")
    return None


def _picked(actor: Actor, at: datetime) -> list[Picked]:
    steady = [
        Picked(wanted.key, wanted.title, wanted.empty, _wanted(actor, wanted), wanted.due)
        for wanted in LISTS
        if actor.has(*wanted.roles)
    ]
    return [*_first(actor, at), *steady, *_last(actor, at)]


def _wanted(actor: Actor, wanted: Wanted) -> QuerySet[Matter]:
    return wanted.pick(reach(actor), actor).order_by(F(wanted.due).asc(nulls_last=True), "id")


def _first(actor: Actor, at: datetime) -> list[Picked]:
    """The list of the day that comes before all others."""
    if not actor.has(Role.FOLLOWUP):
        return []
    late = unperformed(reach(actor), at.astimezone(ZONE).date())
    return [Picked("unperformed", "履行到期，该问的", "没有到期还没问的。", late, "own_due")]


def _last(actor: Actor, at: datetime) -> list[Picked]:
    """The lists of the day that come after all others."""
    lists, here, today = [], reach(actor), at.astimezone(ZONE).date()
    if actor.has(*DOERS):
        lists.append(Picked("my_tasks", "任务今天到期和逾期的", "", with_my_tasks(actor, at), "own_due"))
    if actor.has(Role.DUTY):
        nobody = here.filter(stage__in=OPEN, holder_id__in=unreachable(today))
        lists.append(Picked("stranded", "承办单位没有人在岗，请安排", "", nobody.order_by(*BY_DUE)))
    if actor.has(Role.CLERK, Role.DUTY):
        midnight = at.astimezone(ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
        received = here.filter(registered_at__gte=midnight, origin=CENTRE).order_by("-id")
        lists.append(Picked("received", "今日接待", "今天还没有登记。", received))
    return lists


BY_DUE = (F("next_due").asc(nulls_last=True), "id")


@lru_cache(maxsize=4 * KEPT)
def _prepared(actor: Actor, wanted: Wanted) -> tuple[Prepared[tuple[Any, ...]], Prepared[tuple[int]]]:
    matters = _wanted(actor, wanted)
    first = matters[:SHOWN]
    return Prepared(lambda: columns(first, wanted.due)), Prepared(lambda: matters.order_by().values_list("pk"))


def _steady(actor: Actor, wanted: Wanted) -> WorkList:
    """A list whose question does not change from day to day."""
    first, whole = _prepared(actor, wanted)
    shown = lines(first.ask())
    count = len(shown) if len(shown) < SHOWN else whole.count()
    return WorkList(wanted.key, wanted.title, wanted.empty, count, shown)


def _filled(list_: Picked) -> WorkList:
    shown = rows(list_.matters[:SHOWN], list_.due)
    count = len(shown) if len(shown) < SHOWN else list_.matters.order_by().count()
    return WorkList(list_.key, list_.title, list_.empty, count, shown)
