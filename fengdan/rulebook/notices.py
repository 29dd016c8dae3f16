"""Which step tells whom. The texts are filled from the matter when they are read, so a letter holds no names."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from fengdan.rulebook.actor import Role
from fengdan.rulebook.conclusions import BY_STEP, FOLLOWED_UP
from fengdan.rulebook.facts import CENTRE, TAKEN_OVER, MatterFacts
from fengdan.rulebook.rungs import LIAISON, RUNGS
from fengdan.rulebook.sources import Risk
from fengdan.rulebook.stages import OPEN, TEAM, Stage
from fengdan.rulebook.watching import NOTHING_SAID, SUPERVISING, To, alert, of_the_clock, to_holder

UNIT = "unit"  # stands for the team or unit the matter is with


@dataclass(frozen=True)
class Notice:
    """What a letter says, and at which stages of its matter that is still news. `{limit}`: the clock it is about."""

    text: str
    stages: frozenset[Stage]


def _notice(text: str, *stages: Stage) -> Notice:
    return Notice(text, frozenset(stages))


WORKED = OPEN - {Stage.REGISTERED}
NOTICES: dict[str, Notice] = {
    "register": _notice("新登记，等待受理", Stage.REGISTERED),
    "red": _notice("下级登记了红色风险，请立即处置", *OPEN),
    "accept": _notice("已受理，等待派单或交办", Stage.ACCEPTED),
    "assign": _notice("派给您的团队，等待接单", Stage.ASSIGNED),
    "assign_unit": _notice("交给您单位办理，等待签收", Stage.ASSIGNED),
    "supporting": _notice("请您单位配合牵头单位办理", Stage.ASSIGNED, Stage.TAKEN, Stage.UNDERWAY),
    "unreachable": _notice(
        "承办单位没有联系得上的人，请值班领导安排",
        Stage.REGISTERED,
        Stage.ACCEPTED,
        Stage.ASSIGNED,
        Stage.TAKEN,
        Stage.UNDERWAY,
    ),
    "give_back": _notice("团队退单，等待重新派单", Stage.ACCEPTED),
    "give_back_unit": _notice("单位退回交办，等待裁定", Stage.ACCEPTED),
    "convened": _notice("第二次退回，等待职责争议会商裁定", *WORKED),
    "decided": _notice("职责争议会商已经裁定由谁牵头", *WORKED),
    "hand_up": _notice("下级上交，等待签收", Stage.ASSIGNED),
    "hand_up_county": _notice("乡镇上交，等待派单或交办", Stage.ACCEPTED),
    "climb": _notice("下一级到期没有办成，已逐级上报到您这一级", Stage.REGISTERED, Stage.ASSIGNED),
    "climb_county": _notice("已逐级上报到县，请在本级期限内决定去向", Stage.REGISTERED, Stage.ACCEPTED),
    "climb_left": _notice("在您这一级到期没有办成，已逐级上报", *OPEN),
    "climb_lead": _notice("已逐级上报到乡镇领导包案一级", Stage.REGISTERED, Stage.ASSIGNED, Stage.TAKEN),
    "raise_objection": _notice("当事人不同意下派，等待裁定", Stage.ASSIGNED, Stage.TAKEN, Stage.UNDERWAY),
    "objection_upheld": _notice("异议成立，收回县级，等待派单或交办", Stage.ACCEPTED),
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
    "ask_suspend": _notice("有人申请中止计时，请决定", Stage.TAKEN, Stage.UNDERWAY),
    "suspend": _notice("中止计时的申请有了决定，请查看", Stage.TAKEN, Stage.UNDERWAY),
    "resume": _notice("恢复计时，请看新的到期时间", Stage.TAKEN, Stage.UNDERWAY),
    "ask_extend": _notice("有人申请延期，请决定", Stage.TAKEN, Stage.UNDERWAY),
    "extend": _notice("延期的申请有了决定，请查看", Stage.TAKEN, Stage.UNDERWAY),
    "undo_limit_change": _notice("中止或延期已撤销，请看新的到期时间", Stage.TAKEN, Stage.UNDERWAY),
    "low_rating": _notice("收到低分评价，三个工作日内处理", Stage.CONCLUDED, Stage.ARCHIVED),
    "reopen": _notice("恢复办理，等待派单或交办", Stage.ACCEPTED),
    "draft_supervision": _notice("拟好一件督办，等您签发", *Stage),
    "unsigned": _notice("督办等签发，主任不在岗，请安排", *Stage),
    "drop_supervision": _notice("督办不予签发", *Stage),
    "issue_supervision": _notice("收到督办，请按期书面回复", *Stage),
    "answer_supervision": _notice("督办已回复，等待审核", *Stage),
    "send_back_supervision": _notice("督办回复要补充", *Stage),
    "accept_supervision": _notice("督办回复已认可", *Stage),
    "lead_personally": _notice("本件由领导包案", *OPEN),
    "urge_by_hand": _notice("中心催办，请马上办理", *Stage),
    "nobody": _notice("该办的人不在岗，请您安排", *Stage),
    "remind": _notice("“{limit}”快到期了", *Stage),
    "urge": _notice("“{limit}”已到期，请马上办理", *Stage),
    "escalate": _notice("“{limit}”逾期未办，请您过问", *Stage),
    "recount": _notice("“{limit}”的最后一天改了，请看新的日期", *Stage),
}


def told(
    step: str,
    after: MatterFacts,
    *,
    above: str,
    reachable: bool,
    by: str = "",
    desk: tuple[str, str] = ("", ""),
    said: Mapping[str, Any] = NOTHING_SAID,
) -> list[To]:
    """The letters of a step.

    `said` is what the event says. `above` is the unit over the one that asks for help; `reachable` says whether
    anybody can be reached today at the unit the matter went to: if not, the duty leader is told. `by` is the role it
    was taken under, `desk` the role and unit at which a rung of a clock, or whoever urges, has found somebody.
    """
    if step in BY_THE_CLOCK or step in SUPERVISING:
        found = of_the_clock(step, desk, by, said) if step in BY_THE_CLOCK else SUPERVISING[step](after, desk, said)
        return [*found, *alert(said)]
    if after.on_paper and step in TAKEN_OVER:
        return []
    if by == Role.PARTY and step in BY_THEMSELVES:
        return [*TOLD[step](after), *to_holder(after, BY_THEMSELVES[step])]
    if step == "ask_help":
        return [("ask_help", above, Role.DUTY if above == CENTRE else LIAISON)]
    if gives(step, after):
        return [*_given(step, after, reachable=reachable), *(TOLD[step](after) if step in AT_TABLE else [])]
    return TOLD[step](after) if step in TOLD else []


def climbed(said: Mapping[str, Any]) -> list[To]:
    """The letters of a matter that climbed by itself, by what its event says: above, below, and over both."""
    found: list[To] = [("climb", said["to"], said["as"])]
    if said["to"] == CENTRE:
        found = [("climb_county", CENTRE, Role.DUTY), ("climb_county", CENTRE, Role.DISPATCHER)]
    found.append(("climb_left", said["left"], said["left_as"]))
    found += [("climb_lead", CENTRE, Role.SUPERVISOR)] if said["lead"] else []
    return found + ([("unreachable", CENTRE, Role.DUTY)] if said["skipped"] else [])


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


def _convened(after: MatterFacts) -> list[To]:
    """To the centre's people who decide, and to every unit that sits in the open 会商."""
    if not after.conference:
        return []
    return [("convened", CENTRE, Role.DUTY), ("convened", CENTRE, Role.DIRECTOR), *_members(after, "convened")]


def _decided(after: MatterFacts) -> list[To]:
    """To every member; one that is given the matter hears of that instead."""
    given = after.unit if after.stage is Stage.ASSIGNED else ""
    return [letter for letter in _members(after, "decided") if letter[1] != given]


def _members(after: MatterFacts, template: str) -> list[To]:
    return [
        (template, unit, Role.LEADER if kind == TEAM else LIAISON) for unit, kind in sorted(after.conferring.items())
    ]


def gives(step: str, after: MatterFacts) -> bool:
    """Whether a step has put the matter with a unit or team."""
    with_somebody = step in GIVES or (step in AT_TABLE and after.stage is Stage.ASSIGNED)
    return after.holder != CENTRE and with_somebody


BY_THE_CLOCK = frozenset({*RUNGS, "recount"})
# what a party does without an account is news to whoever has the matter
BY_THEMSELVES = {"conclude": "withdrawn", "record_consent": "party_answered"}
GIVES = frozenset({"assign", "rule_on_return", "hand_up"})
# to these a 会商 belongs, and they may put the matter with its lead
AT_TABLE = frozenset({"give_back", "decide_conference"})
TOLD: dict[str, Callable[[MatterFacts], list[To]]] = {
    "register": lambda after: (
        _at_centre(after, "register", Role.DUTY)
        or ([("red", CENTRE, Role.DUTY)] if after.risk == Risk.RED else [])  # never waits in a village's queue
    ),
    "accept": lambda after: _at_centre(after, "accept", Role.DISPATCHER),
    "hand_up": lambda after: _at_centre(after, "hand_up_county", Role.DUTY, Role.DISPATCHER),
    "give_back": lambda after: (
        _convened(after)
        or (
            _at_centre(after, "give_back_unit", Role.DUTY)
            if after.returned
            else _at_centre(after, "give_back", Role.DISPATCHER)
        )
    ),
    "decide_conference": _decided,
    "raise_objection": lambda _after: [("raise_objection", CENTRE, Role.DUTY)],
    "rule_on_objection": lambda after: _at_centre(after, "objection_upheld", Role.DUTY, Role.DISPATCHER),
    "take": lambda after: [("take", after.unit, Role.MEDIATOR)] if after.with_team else [],
    "reply": lambda _after: [("reply", CENTRE, Role.DUTY)],
    "send_back_reply": lambda after: [("send_back_reply", after.unit, LIAISON)],
    "conclude": _concluded,
    **dict.fromkeys(BY_STEP, _concluded),
    "record_consent": lambda after: to_holder(after, "refused") if after.refused_by() else [],
    "change_mediator": lambda after: [("change_mediator", after.unit, Role.MEDIATOR)],
    "raise_risk": lambda after: [("red", CENTRE, Role.DUTY)] if after.risk == Risk.RED else [],
    "alarm": lambda _after: [("alarm", CENTRE, role) for role in (Role.DUTY, Role.SUPERVISOR, Role.DIRECTOR)],
    "ask_lower_risk": lambda _after: [("ask_lower_risk", CENTRE, role) for role in (Role.DUTY, Role.DIRECTOR)],
    "ask_suspend": lambda _after: [("ask_suspend", CENTRE, role) for role in (Role.DUTY, Role.DIRECTOR)],
    "ask_extend": lambda _after: [("ask_extend", CENTRE, role) for role in (Role.DUTY, Role.DIRECTOR)],
    "suspend": lambda after: to_holder(after, "suspend"),
    "resume": lambda after: to_holder(after, "resume"),
    "extend": lambda after: to_holder(after, "extend"),
    "undo_limit_change": lambda after: to_holder(after, "undo_limit_change"),
    "rate": lambda after: [("low_rating", CENTRE, Role.DUTY)] if after.low_ratings else [],
    "reopen": lambda _after: [("reopen", CENTRE, role) for role in (Role.DUTY, Role.DISPATCHER)],
}
