"""Which step tells whom. The texts are filled from the matter when they are read, so a letter holds no names."""

from collections.abc import Callable
from dataclasses import dataclass

from fengdan.rulebook.actor import Role
from fengdan.rulebook.conclusions import BY_STEP, FOLLOWED_UP
from fengdan.rulebook.facts import CENTRE, TAKEN_OVER, MatterFacts
from fengdan.rulebook.rungs import RUNGS, Rung
from fengdan.rulebook.sources import Risk
from fengdan.rulebook.stages import OPEN, Stage

UNIT = "unit"  # stands for the team or unit the matter is with
LIAISON = "liaison"  # stands for whoever answers for a unit, in whichever of the liaisons' roles


@dataclass(frozen=True)
class Notice:
    """What a letter says, and at which stages of its matter that is still news. `{limit}`: the clock it is about."""

    text: str
    stages: frozenset[Stage]


def _notice(text: str, *stages: Stage) -> Notice:
    return Notice(text, frozenset(stages))


NOTICES: dict[str, Notice] = {
    "register": _notice("新登记，等待受理", Stage.REGISTERED),
    "red": _notice("下级登记了红色风险，请立即处置", *OPEN),
    "accept": _notice("已受理，等待派单或交办", Stage.ACCEPTED),
    "assign": _notice("派给您的团队，等待接单", Stage.ASSIGNED),
    "assign_unit": _notice("交给您单位办理，等待签收", Stage.ASSIGNED),
    "supporting": _notice("请您单位配合牵头单位办理", Stage.ASSIGNED, Stage.TAKEN, Stage.UNDERWAY),
    "unreachable": _notice("承办单位没有联系得上的人，请值班领导安排", Stage.ASSIGNED, Stage.TAKEN, Stage.UNDERWAY),
    "give_back": _notice("团队退单，等待重新派单", Stage.ACCEPTED),
    "give_back_unit": _notice("单位退回交办，等待裁定", Stage.ACCEPTED),
    "hand_up": _notice("下级上交，等待签收", Stage.ASSIGNED),
    "hand_up_county": _notice("乡镇上交，等待派单或交办", Stage.ACCEPTED),
    "ask_help": _notice("下级求助", Stage.ACCEPTED, Stage.ASSIGNED, Stage.TAKEN, Stage.UNDERWAY),
    "take": _notice("已接单，由您承办", Stage.TAKEN),
    "change_mediator": _notice("更换了调解员，请看由谁承办", Stage.TAKEN, Stage.UNDERWAY),
    "reply": _notice("责任单位已答复，等待审核", Stage.UNDERWAY),
    "send_back_reply": _notice("答复要补充", Stage.UNDERWAY),
    "conclude": _notice("已办结，等待归档", Stage.CONCLUDED),
    "follow_up": _notice("已办结，七天后回访", Stage.CONCLUDED),
    "withdrawn": _notice("申请人已撤回，不用再办", Stage.CONCLUDED),
    "party_answered": _notice("当事人自己答复了调解意愿", *OPEN),
    "refused": _notice("有当事人明确拒绝调解，今天办结并告知其他途径", *OPEN),
    "alarm": _notice("紧急情况报告，请立即处置", *OPEN, Stage.CONCLUDED),
    "ask_lower_risk": _notice("有人申请降低风险等级，请决定", *OPEN),
    "low_rating": _notice("收到低分评价，三个工作日内处理", Stage.CONCLUDED, Stage.ARCHIVED),
    "reopen": _notice("恢复办理，等待派单或交办", Stage.ACCEPTED),
    "remind": _notice("“{limit}”快到期了", *Stage),
    "urge": _notice("“{limit}”已到期，请马上办理", *Stage),
    "escalate": _notice("“{limit}”逾期未办，请您过问", *Stage),
    "recount": _notice("“{limit}”的最后一天改了，请看新的日期", *Stage),
}
To = tuple[str, str, str]  # template, unit code, role (or LIAISON)


def told(
    step: str, after: MatterFacts, *, above: str, reachable: bool, by: str = "", desk: tuple[str, str] = ("", "")
) -> list[To]:
    """The letters of a step.

    `above` is the unit over the one that asks for help; `reachable` says whether anybody can be reached today at the
    unit the matter went to: if not, the duty leader is told. `by` is the role it was taken under, `desk` the
    role and unit the clock has found somebody at.
    """
    if step in BY_THE_CLOCK:
        return _of_the_clock(step, desk)
    if after.on_paper and step in TAKEN_OVER:
        return []
    if by == Role.PARTY and step in BY_THEMSELVES:
        return [*TOLD[step](after), *_to_holder(after, BY_THEMSELVES[step])]
    if step == "ask_help":
        return [("ask_help", above, Role.DUTY if above == CENTRE else LIAISON)]
    if step in GIVES and after.holder != CENTRE:
        return _given(step, after, reachable=reachable)
    return TOLD[step](after) if step in TOLD else []


def _of_the_clock(step: str, desk: tuple[str, str]) -> list[To]:
    """To the desk the clock has chosen; of what is late the supervisor hears too."""
    role, unit = desk
    found = [(step, unit, role)]
    if step in LATE and (role, unit) != (Role.SUPERVISOR, CENTRE):
        found.append((step, CENTRE, Role.SUPERVISOR))
    return found


def _to_holder(after: MatterFacts, template: str) -> list[To]:
    """To whoever has the matter: the mediator, before there is one the team's leader, a liaison, or the duty leader."""
    if after.holder == CENTRE:
        return [(template, CENTRE, Role.DUTY)]
    team = Role.MEDIATOR if after.mediator else Role.LEADER
    return [(template, after.unit or after.holder, team if after.with_team else LIAISON)]


def _concluded(after: MatterFacts) -> list[To]:
    found: list[To] = [("conclude", CENTRE, Role.ARCHIVIST)]
    if after.conclusion in FOLLOWED_UP:
        found.append(("follow_up", CENTRE, Role.FOLLOWUP))
    return found


def _at_centre(after: MatterFacts, template: str, *roles: Role) -> list[To]:
    """To the centre's people, when the matter is at the centre: a village's own registration is no news to them."""
    return [(template, CENTRE, role) for role in roles] if after.holder == CENTRE else []


def _given(step: str, after: MatterFacts, *, reachable: bool) -> list[To]:
    template = "hand_up" if step == "hand_up" else "assign" if after.with_team else "assign_unit"
    receiver: To = (template, after.unit, Role.LEADER if after.with_team else LIAISON)
    helpers: list[To] = [("supporting", unit, LIAISON) for unit in sorted(after.supporting)]
    alarm: list[To] = [] if reachable else [("unreachable", CENTRE, Role.DUTY)]
    return [receiver, *helpers, *alarm]


BY_THE_CLOCK = frozenset({*RUNGS, "recount"})
LATE = frozenset({Rung.URGE, Rung.ESCALATE})
# what a party does without an account is news to whoever has the matter
BY_THEMSELVES = {"conclude": "withdrawn", "record_consent": "party_answered"}
GIVES = frozenset({"assign", "rule_on_return", "hand_up"})
TOLD: dict[str, Callable[[MatterFacts], list[To]]] = {
    "register": lambda after: (
        _at_centre(after, "register", Role.DUTY)
        or ([("red", CENTRE, Role.DUTY)] if after.risk == Risk.RED else [])  # never waits in a village's queue
    ),
    "accept": lambda after: _at_centre(after, "accept", Role.DISPATCHER),
    "hand_up": lambda after: _at_centre(after, "hand_up_county", Role.DUTY, Role.DISPATCHER),
    "give_back": lambda after: (
        _at_centre(after, "give_back_unit", Role.DUTY)
        if after.returned
        else _at_centre(after, "give_back", Role.DISPATCHER)
    ),
    "take": lambda after: [("take", after.unit, Role.MEDIATOR)] if after.with_team else [],
    "reply": lambda _after: [("reply", CENTRE, Role.DUTY)],
    "send_back_reply": lambda after: [("send_back_reply", after.unit, LIAISON)],
    "conclude": _concluded,
    **dict.fromkeys(BY_STEP, _concluded),
    "record_consent": lambda after: _to_holder(after, "refused") if after.refused_by() else [],
    "change_mediator": lambda after: [("change_mediator", after.unit, Role.MEDIATOR)],
    "raise_risk": lambda after: [("red", CENTRE, Role.DUTY)] if after.risk == Risk.RED else [],
    "alarm": lambda _after: [("alarm", CENTRE, role) for role in (Role.DUTY, Role.SUPERVISOR, Role.DIRECTOR)],
    "ask_lower_risk": lambda _after: [("ask_lower_risk", CENTRE, role) for role in (Role.DUTY, Role.DIRECTOR)],
    "rate": lambda after: [("low_rating", CENTRE, Role.DUTY)] if after.low_ratings else [],
    "reopen": lambda _after: [("reopen", CENTRE, role) for role in (Role.DUTY, Role.DISPATCHER)],
}
