"""The work lists: what waits for whom, by role."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, QuerySet

from fengdan.matters.models import Matter, RiskChange, Supporting, UnitReturn
from fengdan.matters.queries.aftercare import low_rated, performing, to_follow_up, unperformed, without_receipt
from fengdan.matters.queries.due import DUE_LABELS, Due, due
from fengdan.matters.queries.reach import mediated_by, reach
from fengdan.matters.queries.rows import MatterRow, rows
from fengdan.matters.replies import waiting_replies
from fengdan.people.away import unreachable
from fengdan.rulebook.actor import FIELD, LIAISONS, Actor, Role
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.facts import CENTRE
from fengdan.rulebook.sources import Risk
from fengdan.rulebook.stages import OPEN, Stage
from fengdan.units.queries import below

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
    pick: "Pick"


Pick = Callable[[QuerySet[Matter], Actor], QuerySet[Matter]]


def _in_stage(*stages: Stage) -> Pick:
    return lambda matters, _actor: matters.filter(stage__in=stages)


def _led(*stages: Stage) -> Pick:
    return lambda matters, actor: matters.filter(stage__in=stages, unit_id__in=actor.units_as(Role.LEADER))


def _held(*stages: Stage) -> Pick:
    return lambda matters, actor: matters.filter(stage__in=stages, holder_id__in=actor.units_as(*LIAISONS))


def _mine(matters: QuerySet[Matter], actor: Actor) -> QuerySet[Matter]:
    return matters.filter(mediated_by(actor), stage__in=IN_HAND)


def _at_centre(matters: QuerySet[Matter], _actor: Actor) -> QuerySet[Matter]:
    waits = UnitReturn.objects.filter(matter=OuterRef("pk"), closed_at=None)
    return matters.filter(~Exists(waits), stage=Stage.ACCEPTED, holder=CENTRE)


def _returned(matters: QuerySet[Matter], _actor: Actor) -> QuerySet[Matter]:
    return matters.filter(pk__in=UnitReturn.objects.filter(closed_at=None).values("matter_id"))


def _answered(matters: QuerySet[Matter], _actor: Actor) -> QuerySet[Matter]:
    return matters.filter(stage=Stage.UNDERWAY, pk__in=waiting_replies().values("matter_id"))


def _helped(matters: QuerySet[Matter], actor: Actor) -> QuerySet[Matter]:
    named = Supporting.objects.filter(unit_id__in=actor.units_as(*LIAISONS), ended_at=None)
    return matters.filter(stage__in=OPEN, pk__in=named.values("matter_id"))


def _in_villages(matters: QuerySet[Matter], actor: Actor) -> QuerySet[Matter]:
    return matters.filter(stage__in=OPEN, holder_id__in=below(actor.units_as(Role.TOWN)).values("pk"))


def _passed_on(matters: QuerySet[Matter], actor: Actor) -> QuerySet[Matter]:
    own = actor.units_as(*FIELD)
    return matters.filter(stage__in=OPEN, origin_id__in=own).exclude(holder_id__in=own)


def _calmed(matters: QuerySet[Matter], actor: Actor) -> QuerySet[Matter]:
    """A lowering somebody else asked for."""
    asked = RiskChange.objects.filter(decided_at=None).exclude(asked_by=actor.id)
    return matters.filter(stage__in=OPEN, pk__in=asked.values("matter_id"))


def _red(matters: QuerySet[Matter], _actor: Actor) -> QuerySet[Matter]:
    return matters.filter(stage__in=OPEN, risk=Risk.RED)


IN_HAND = (Stage.TAKEN, Stage.UNDERWAY)
LISTS = (
    Wanted("red", "红色风险", "", (Role.DUTY, Role.SUPERVISOR, Role.DIRECTOR), _red),
    Wanted("lowering", "申请降低风险，待决定", "", (Role.DUTY, Role.DIRECTOR), _calmed),
    Wanted("to_accept", "待受理", "没有等待受理的登记。", (Role.DUTY,), _in_stage(Stage.REGISTERED)),
    Wanted("to_assign", "分流台：待派单、交办", "没有等待派单、交办的事项。", (Role.DISPATCHER, Role.DUTY), _at_centre),
    Wanted("returned", "退回交办，待裁定", "没有等待裁定的退回。", (Role.DUTY,), _returned),
    Wanted("answered", "已答复，待审核", "没有等待审核的答复。", (Role.DUTY,), _answered),
    Wanted("untaken", "已派出，还没接单、签收", "派出的都已接。", (Role.DISPATCHER,), _in_stage(Stage.ASSIGNED)),
    Wanted("to_take", "待接单", "没有等待接单的事项。", (Role.LEADER,), _led(Stage.ASSIGNED)),
    Wanted("mine", "我的事", "您手上没有在办的事项。", (Role.MEDIATOR,), _mine),
    Wanted("team", "团队在办", "团队没有在办的事项。", (Role.LEADER,), _led(*IN_HAND)),
    Wanted("to_sign", "待签收", "没有等待签收的事项。", LIAISONS, _held(Stage.ASSIGNED)),
    Wanted("unit", "本单位在办", "本单位没有在办的事项。", LIAISONS, _held(*IN_HAND)),
    Wanted("villages", "各村在办", "各村没有在办的事项。", (Role.TOWN,), _in_villages),
    Wanted("passed_on", "从这里上交的", "没有上交后还在办的事项。", FIELD, _passed_on),
    Wanted("helped", "请本单位配合的", "没有请本单位配合的事项。", LIAISONS, _helped),
    Wanted("to_archive", "待归档", "没有等待归档的事项。", (Role.ARCHIVIST,), _in_stage(Stage.CONCLUDED)),
    Wanted("low_rated", "低分评价，待处理", "", (Role.DUTY, Role.DIRECTOR), low_rated),
    Wanted("to_follow_up", "该回访的", "没有等待回访的事项。", (Role.FOLLOWUP,), to_follow_up),
    Wanted("without_receipt", "等待回执", "", (Role.CLERK, Role.DUTY), without_receipt),
    Wanted("performing", "履行中", "", (Role.CLERK, Role.DUTY, Role.FOLLOWUP), performing),
    Wanted("concluded", "已办结", "还没有办结的事项。", (Role.FOLLOWUP,), _in_stage(Stage.CONCLUDED)),
    Wanted("open", "在办", "没有在办的事项。", (Role.DIRECTOR, Role.SUPERVISOR), _in_stage(*OPEN)),
)
# shown only when they hold something
RARE = frozenset(
    {
        "red",
        "low_rated",
        "without_receipt",
        "performing",
        "lowering",
        "returned",
        "helped",
        "passed_on",
        "villages",
        "stranded",
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
    lists = [_filled(each) for each in _picked(actor, at)]
    return [each for each in lists if each.rows or each.key not in RARE]


def picked(actor: Actor, key: str, at: datetime) -> Picked | None:
    """One of the actor's lists, whole, or what runs out then (`Due`); None for what is no list of theirs."""
    if key in set(Due):
        return Picked(key, DUE_LABELS[Due(key)], "没有到这一天的时限。", due(actor, Due(key), at), "own_due")
    return next((each for each in _picked(actor, at) if each.key == key), None)


def _picked(actor: Actor, at: datetime) -> list[Picked]:
    here, today = reach(actor), at.astimezone(ZONE).date()
    lists = [
        Picked(wanted.key, wanted.title, wanted.empty, wanted.pick(here, actor).order_by(*BY_DUE))
        for wanted in LISTS
        if actor.has(*wanted.roles)
    ]
    if actor.has(Role.DUTY):
        nobody = here.filter(stage__in=OPEN, holder_id__in=unreachable(today))
        lists.append(Picked("stranded", "承办单位没有人在岗，请安排", "", nobody.order_by(*BY_DUE)))
    if actor.has(Role.FOLLOWUP):
        late = unperformed(here, today)
        lists.insert(0, Picked("unperformed", "履行到期，该问的", "没有到期还没问的。", late, "own_due"))
    if actor.has(Role.CLERK, Role.DUTY):
        midnight = at.astimezone(ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
        received = here.filter(registered_at__gte=midnight, origin=CENTRE).order_by("-id")
        lists.append(Picked("received", "今日接待", "今天还没有登记。", received))
    return lists


BY_DUE = (F("next_due").asc(nulls_last=True), "id")


def _filled(list_: Picked) -> WorkList:
    shown = rows(list_.matters[:SHOWN], list_.due)
    count = len(shown) if len(shown) < SHOWN else list_.matters.order_by().count()
    return WorkList(list_.key, list_.title, list_.empty, count, shown)
