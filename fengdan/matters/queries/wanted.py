"""Which matters in reach belong on the work list of which role."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from fengdan.matters.models import (
    Assignment,
    Clock,
    Conference,
    Matter,
    Need,
    Order,
    RiskChange,
    Supervision,
    Supporting,
    UnitReturn,
)
from fengdan.matters.queries.aftercare import low_rated, performing, to_follow_up, without_receipt
from fengdan.matters.queries.reach import mediated_by
from fengdan.matters.queries.recused import challenged, overriding, set_aside
from fengdan.matters.replies import waiting_replies
from fengdan.rulebook.actor import FIELD, LIAISONS, Actor, Role
from fengdan.rulebook.facts import CENTRE, ObjectionState, SupervisionState
from fengdan.rulebook.orders import ORDER, OrderState
from fengdan.rulebook.sources import Risk
from fengdan.rulebook.stages import OPEN, Stage
from fengdan.units.queries import below


@dataclass(frozen=True)
class Wanted:
    """A list some roles have: which of the matters in reach belong on it, and by what they are due."""

    key: str
    title: str
    empty: str
    roles: tuple[Role, ...]
    pick: "Pick"
    due: str = "next_due"


Pick = Callable[[QuerySet[Matter], Actor], QuerySet[Matter]]


def _in_stage(*stages: Stage) -> Pick:
    return lambda matters, _actor: matters.filter(stage__in=stages)


def _led(*stages: Stage) -> Pick:
    return lambda matters, actor: matters.filter(stage__in=stages, unit_id__in=actor.units_as(Role.LEADER))


def _held(*stages: Stage) -> Pick:
    return lambda matters, actor: matters.filter(stage__in=stages, holder_id__in=actor.units_as(*LIAISONS))


def _mine(matters: QuerySet[Matter], actor: Actor) -> QuerySet[Matter]:
    return matters.filter(mediated_by(actor), stage__in=IN_HAND)


def at_centre(matters: QuerySet[Matter], _actor: Actor) -> QuerySet[Matter]:
    waits, open_ = (noun.objects.filter(matter=OuterRef("pk"), closed_at=None) for noun in (UnitReturn, Conference))
    return matters.filter(~Exists(waits), ~Exists(open_), stage=Stage.ACCEPTED, holder=CENTRE)


def _returned(matters: QuerySet[Matter], _actor: Actor) -> QuerySet[Matter]:
    return matters.filter(pk__in=UnitReturn.objects.filter(closed_at=None).values("matter_id"))


def _conferring(matters: QuerySet[Matter], _actor: Actor) -> QuerySet[Matter]:
    return matters.filter(pk__in=Conference.objects.filter(closed_at=None).values("matter_id"))


def _conferring_with_us(matters: QuerySet[Matter], actor: Actor) -> QuerySet[Matter]:
    ours = Conference.objects.filter(closed_at=None, members__in=actor.units_as(*LIAISONS, Role.LEADER))
    return matters.filter(pk__in=ours.values("matter_id"))


def _objected(matters: QuerySet[Matter], _actor: Actor) -> QuerySet[Matter]:
    raised = Assignment.objects.filter(objection=ObjectionState.RAISED, status__in=Assignment.LIVE)
    return matters.filter(stage__in=OPEN, pk__in=raised.values("matter_id"))


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


def _supervised(state: SupervisionState) -> Pick:
    there = Supervision.objects.filter(status=state)
    return lambda matters, _actor: matters.filter(pk__in=there.values("matter_id"))


def _to_answer(matters: QuerySet[Matter], actor: Actor) -> QuerySet[Matter]:
    """Where whoever has it, or the centre for what it is itself late with, has to reply to a 督办."""
    issued = Supervision.objects.filter(status=SupervisionState.ISSUED)
    ours = Q(pk__in=issued.filter(unit=CENTRE).values("matter_id"))
    mine = Q(holder_id__in=actor.units_as(Role.LEADER, *LIAISONS))
    if actor.units_as(Role.MEDIATOR):
        mine |= mediated_by(actor) & Q(holder_id__in=actor.units_as(Role.MEDIATOR))
    here = Q(holder=CENTRE) | ours if CENTRE in actor.units_as(Role.DUTY) else Q(pk__in=[])
    return matters.filter((mine & ~ours) | here, pk__in=issued.values("matter_id"))


def _timed(there: QuerySet[Any], clock: str) -> Pick:
    """Where one of these rows is; `own_due` is when the running clock of this name ends."""
    running = Clock.objects.filter(matter=OuterRef("pk"), name=clock, stopped_at=None)
    due = Subquery(running.values("due_at")[:1])
    return lambda matters, _actor: matters.filter(pk__in=there.values("matter_id")).annotate(own_due=due)


def _ordered(state: OrderState) -> Pick:
    return _timed(Order.objects.filter(status=state), ORDER)


_in_need = _timed(Need.objects.exclude(status=Need.Status.ANSWERED), "need")
IN_HAND = (Stage.TAKEN, Stage.UNDERWAY)
LISTS = (
    Wanted("red", "红色风险", "", (Role.DUTY, Role.SUPERVISOR, Role.DIRECTOR), _red),
    Wanted("lowering", "申请降低风险，待决定", "", (Role.DUTY, Role.DIRECTOR), _calmed),
    Wanted("to_issue", "等我签发的督办", "", (Role.DIRECTOR,), _supervised(SupervisionState.DRAFT)),
    Wanted(
        "to_judge",
        "等审核的督办回复",
        "",
        (Role.SUPERVISOR, Role.DIRECTOR),
        _supervised(SupervisionState.REPLIED),
    ),
    Wanted("to_answer", "要回复的督办", "", (Role.DUTY, Role.LEADER, Role.MEDIATOR, *LIAISONS), _to_answer),
    Wanted("to_accept", "待受理", "没有等待受理的登记。", (Role.DUTY,), _in_stage(Stage.REGISTERED)),
    Wanted("to_assign", "分流台：待派单、交办", "没有等待派单、交办的事项。", (Role.DISPATCHER, Role.DUTY), at_centre),
    Wanted("to_ask", "点单，要问对方的", "", (Role.CLERK,), _ordered(OrderState.OPEN), "own_due"),
    Wanted("to_arrange", "点单，要中心安排的", "", (Role.DISPATCHER,), _ordered(OrderState.CENTRE), "own_due"),
    Wanted("returned", "退回交办，待裁定", "没有等待裁定的退回。", (Role.DUTY,), _returned),
    Wanted("conference", "等待会商裁定", "", (Role.DUTY, Role.DIRECTOR, Role.SUPERVISOR), _conferring),
    Wanted("conferring", "请本单位会商的", "", (*LIAISONS, Role.LEADER), _conferring_with_us),
    Wanted("objected", "当事人不同意下派，待裁定", "", (Role.DUTY,), _objected),
    Wanted("challenged", "当事人申请回避，待决定", "", (Role.LEADER, Role.DUTY), challenged),
    Wanted("to_replace", "该回避的还在办，要更换调解员", "", (Role.LEADER,), set_aside),
    Wanted("overriding", "申请破例承办，待决定", "", (Role.DUTY, Role.DIRECTOR), overriding),
    Wanted("answered", "已答复，待审核", "没有等待审核的答复。", (Role.DUTY,), _answered),
    Wanted("untaken", "已派出，还没接单、签收", "派出的都已接。", (Role.DISPATCHER,), _in_stage(Stage.ASSIGNED)),
    Wanted("to_take", "待接单", "没有等待接单的事项。", (Role.LEADER,), _led(Stage.ASSIGNED)),
    Wanted("mine", "我的事", "您手上没有在办的事项。", (Role.MEDIATOR,), _mine),
    Wanted("team", "团队在办", "团队没有在办的事项。", (Role.LEADER,), _led(*IN_HAND)),
    Wanted("to_sign", "待签收", "没有等待签收的事项。", LIAISONS, _held(Stage.ASSIGNED)),
    Wanted("arrived", "到本单位，还没受理、没定由谁办的", "", FIELD, _held(Stage.REGISTERED, Stage.ACCEPTED)),
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
    Wanted("needs", "待安排需求，还没答复的", "", (Role.DISPATCHER, Role.DUTY), _in_need, "own_due"),
    Wanted("open", "在办", "没有在办的事项。", (Role.DIRECTOR, Role.SUPERVISOR), _in_stage(*OPEN)),
)
