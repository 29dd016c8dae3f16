"""The spine: seven stages and the table of steps that move a matter along it (design.md §2).

docs/stages.md is drawn from this table, docs/powers.md from it and `powers`.
"""

from dataclasses import dataclass
from enum import StrEnum

from fengdan.rulebook.actor import Role


class Stage(StrEnum):
    REGISTERED = "registered"
    ACCEPTED = "accepted"
    ASSIGNED = "assigned"
    TAKEN = "taken"
    UNDERWAY = "underway"
    CONCLUDED = "concluded"
    ARCHIVED = "archived"


STAGE_LABELS: dict[Stage, str] = {
    Stage.REGISTERED: "已登记",
    Stage.ACCEPTED: "已受理",
    Stage.ASSIGNED: "已派单",
    Stage.TAKEN: "已接单",
    Stage.UNDERWAY: "化解中",
    Stage.CONCLUDED: "已办结",
    Stage.ARCHIVED: "已归档",
}

OPEN = frozenset({Stage.REGISTERED, Stage.ACCEPTED, Stage.ASSIGNED, Stage.TAKEN, Stage.UNDERWAY})


def spine(now: Stage) -> list[tuple[str, str]]:
    """The seven stages as (label, done | now | later)."""
    order = list(Stage)
    reached = order.index(now)
    return [
        (STAGE_LABELS[stage], "done" if place < reached else "now" if place == reached else "later")
        for place, stage in enumerate(order)
    ]


@dataclass(frozen=True)
class Step:
    """One verb. `before` empty: it opens a matter. `after` None: the stage stays as it is.

    `additive` steps only add to the file: somebody else's step meanwhile makes neither of the two stale.
    """

    name: str
    label: str
    before: frozenset[Stage]
    after: Stage | None
    roles: tuple[Role, ...]
    basis: str
    additive: bool = False


def _step(  # noqa: PLR0917 - the table below reads as columns
    name: str,
    label: str,
    before: frozenset[Stage] | set[Stage],
    after: Stage | None,
    roles: tuple[Role, ...],
    basis: str,
    additive: bool = False,
) -> tuple[str, Step]:
    return name, Step(name, label, frozenset(before), after, roles, basis, additive)


_CENTRE = (Role.CLERK, Role.DUTY)
_TEAM = (Role.MEDIATOR, Role.LEADER)
_IN_HAND = frozenset({Stage.TAKEN, Stage.UNDERWAY})

STEPS: dict[str, Step] = dict(
    [
        _step("register", "登记", set(), Stage.REGISTERED, _CENTRE, "首问负责"),
        _step("accept", "受理", {Stage.REGISTERED}, Stage.ACCEPTED, (Role.DUTY,), "人民调解法 17 条"),
        _step("assign", "派单", {Stage.ACCEPTED}, Stage.ASSIGNED, (Role.DISPATCHER,), "人民调解法 19 条"),
        _step(
            "recall", "撤回派单", {Stage.ASSIGNED} | _IN_HAND, Stage.ACCEPTED, (Role.DISPATCHER,), "人民调解法 23 条"
        ),
        _step("take", "接单", {Stage.ASSIGNED}, Stage.TAKEN, (Role.LEADER,), "在线调解规则 12、13 条"),
        _step("give_back", "退单", {Stage.ASSIGNED}, Stage.ACCEPTED, (Role.LEADER,), "中心机制"),
        _step("record_consent", "记录调解意愿", OPEN, None, (*_CENTRE, *_TEAM), "人民调解法 17 条", additive=True),
        _step("add_party", "追加当事人", OPEN, None, (*_CENTRE, *_TEAM), "中心机制", additive=True),
        _step("remove_party", "移除当事人", OPEN, None, (*_CENTRE, *_TEAM), "中心机制"),
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
        _step(
            "conclude", "办结", OPEN - {Stage.ASSIGNED}, Stage.CONCLUDED, (*_TEAM, Role.DUTY), "人民调解法 26、29 条"
        ),
        _step("archive", "归档", {Stage.CONCLUDED}, Stage.ARCHIVED, (Role.ARCHIVIST,), "人民调解法 27 条"),
        _step(
            "note",
            "备注",
            OPEN | {Stage.CONCLUDED},
            None,
            (*_CENTRE, Role.DISPATCHER, *_TEAM, Role.SUPERVISOR, Role.FOLLOWUP, Role.ARCHIVIST, Role.DIRECTOR),
            "中心机制",
            additive=True,
        ),
        _step("correct", "更正", OPEN | {Stage.CONCLUDED}, None, (*_CENTRE, *_TEAM), "个人信息保护法 46 条"),
    ]
)

ADDITIVE = frozenset(name for name, step in STEPS.items() if step.additive)
