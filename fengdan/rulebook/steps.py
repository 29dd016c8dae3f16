"""The table of steps that move a matter along the spine (design.md §2): from where, to where, by whom, on what basis.

docs/stages.md is drawn from this table, docs/powers.md from it and `powers`.
"""

from dataclasses import dataclass

from fengdan.rulebook.actor import FIELD, LIAISONS, Role
from fengdan.rulebook.stages import OPEN, TEAM, Stage


@dataclass(frozen=True)
class Step:
    """One verb. `before` empty: it opens a matter. `after` None: the stage stays as it is.

    `unit_label` is the word where a responsible unit has the matter. `additive` steps only add to the file: somebody
    else's step meanwhile makes neither of the two stale.
    """

    name: str
    label: str
    before: frozenset[Stage]
    after: Stage | None
    roles: tuple[Role, ...]
    basis: str
    additive: bool = False
    unit_label: str = ""

    def said(self, unit_kind: str) -> str:
        """The step's word on screen: 接单 for a team, 签收 for another unit, both while nobody has the matter."""
        if not self.unit_label or unit_kind == TEAM:
            return self.label
        return self.unit_label if unit_kind else f"{self.label}或{self.unit_label}"

    def done(self, said: str = "") -> str:
        """How it is confirmed: 已签收, by the word it was `said` with; 已办好 where nobody knows that any more."""
        if not said and self.unit_label:
            return "已办好"
        return DONE.get(self.name) or f"已{said or self.label}"


# where 已 does not go before the word itself
DONE = {"agree_orally": "已登记口头协议", "rule_on_return": "已裁定"}


def _step(  # noqa: PLR0917 - the table below reads as columns
    name: str,
    label: str,
    before: frozenset[Stage] | set[Stage],
    after: Stage | None,
    roles: tuple[Role, ...],
    basis: str,
    additive: bool = False,
    unit: str = "",
) -> tuple[str, Step]:
    return name, Step(name, label, frozenset(before), after, roles, basis, additive, unit)


_CENTRE = (Role.CLERK, Role.DUTY)
_TEAM = (Role.MEDIATOR, Role.LEADER)
_IN_HAND = frozenset({Stage.TAKEN, Stage.UNDERWAY})
_GIVEN = frozenset({Stage.ASSIGNED}) | _IN_HAND

STEPS: dict[str, Step] = dict(
    [
        _step("register", "登记", set(), Stage.REGISTERED, (*_CENTRE, *FIELD), "首问负责"),
        _step("accept", "受理", {Stage.REGISTERED}, Stage.ACCEPTED, (Role.DUTY, *FIELD), "人民调解法 17 条"),
        _step(
            "assign",
            "派单",
            {Stage.ACCEPTED},
            Stage.ASSIGNED,
            (Role.DISPATCHER, Role.DUTY, *FIELD),
            "人民调解法 19 条；信访工作条例 22 条",
            unit="交办",
        ),
        _step(
            "recall",
            "撤回派单",
            _GIVEN,
            Stage.ACCEPTED,
            (Role.DISPATCHER, Role.DUTY),
            "人民调解法 23 条",
            unit="撤回交办",
        ),
        _step(
            "take",
            "接单",
            {Stage.ASSIGNED},
            Stage.TAKEN,
            (Role.LEADER, *LIAISONS),
            "在线调解规则 12、13 条",
            unit="签收",
        ),
        _step(
            "give_back",
            "退单",
            {Stage.ASSIGNED},
            Stage.ACCEPTED,
            (Role.LEADER, *LIAISONS),
            "信访工作条例 23 条",
            unit="退回交办",
        ),
        _step("rule_on_return", "退回裁定", {Stage.ACCEPTED}, Stage.ASSIGNED, (Role.DUTY,), "信访工作条例 24 条"),
        _step("hand_up", "上交", {Stage.ACCEPTED} | _GIVEN, Stage.ASSIGNED, FIELD, "五级九天（未核实）"),
        _step("ask_help", "求助", {Stage.ACCEPTED} | _GIVEN, None, FIELD, "中心机制", additive=True),
        _step(
            "record_consent",
            "记录调解意愿",
            OPEN,
            None,
            (*_CENTRE, *_TEAM, *LIAISONS),
            "人民调解法 17 条",
            additive=True,
        ),
        _step("add_party", "追加当事人", OPEN, None, (*_CENTRE, *_TEAM, *LIAISONS), "中心机制", additive=True),
        _step("remove_party", "移除当事人", OPEN, None, (*_CENTRE, *_TEAM, *LIAISONS), "中心机制"),
        _step(
            "hold_session",
            "记录调解会",
            _IN_HAND,
            Stage.UNDERWAY,
            _TEAM,
            "人民调解法 22、23、27 条",
            additive=True,
        ),
        _step("agree", "协议定稿", {Stage.UNDERWAY}, None, _TEAM, "人民调解法 28、29 条"),
        _step("sign", "登记签字盖章", {Stage.UNDERWAY}, None, _TEAM, "人民调解法 29 条"),
        _step("void_agreement", "作废协议", {Stage.UNDERWAY}, None, _TEAM, "人民调解法 29 条"),
        _step("agree_orally", "口头协议", _IN_HAND, Stage.UNDERWAY, (*_TEAM, *FIELD), "人民调解法 28、30 条"),
        _step("reply", "答复", _IN_HAND, Stage.UNDERWAY, LIAISONS, "信访工作条例 23 条"),
        _step("send_back_reply", "退回补充", {Stage.UNDERWAY}, None, (Role.DUTY,), "中心机制"),
        _step("approve_reply", "审核答复", {Stage.UNDERWAY}, None, (Role.DUTY,), "中心机制"),
        _step(
            "conclude",
            "办结",
            OPEN - {Stage.ASSIGNED},
            Stage.CONCLUDED,
            (*_TEAM, Role.DUTY, *FIELD),
            "人民调解法 26、29、30 条",
        ),
        _step("archive", "归档", {Stage.CONCLUDED}, Stage.ARCHIVED, (Role.ARCHIVIST,), "人民调解法 27 条"),
        _step(
            "note",
            "备注",
            OPEN | {Stage.CONCLUDED},
            None,
            (
                *_CENTRE,
                Role.DISPATCHER,
                *_TEAM,
                *LIAISONS,
                Role.SUPERVISOR,
                Role.FOLLOWUP,
                Role.ARCHIVIST,
                Role.DIRECTOR,
            ),
            "中心机制",
            additive=True,
        ),
        _step("correct", "更正", OPEN | {Stage.CONCLUDED}, None, (*_CENTRE, *_TEAM, *LIAISONS), "个人信息保护法 46 条"),
    ]
)

ADDITIVE = frozenset(name for name, step in STEPS.items() if step.additive)
