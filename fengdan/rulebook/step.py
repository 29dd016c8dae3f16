"""One verb of the table of steps, and its words on screen."""

from dataclasses import dataclass

from fengdan.rulebook.actor import Role
from fengdan.rulebook.stages import TEAM, Stage


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
DONE = {
    "agree_orally": "已登记口头协议",
    "rule_on_return": "已裁定",
    "decide_conference": "会商已裁定",
    "raise_objection": "已记下异议",
    "rule_on_objection": "已裁定异议",
    "answer": "已当场答复并办结",
    "reject": "已决定不予受理",
    "alarm": "已记录紧急情况",
    "ask_lower_risk": "已提出降低风险的申请",
    "lower_risk": "已作出决定",
    "ask_suspend": "已提出中止的申请",
    "suspend": "已作出决定",
    "ask_extend": "已提出延期的申请",
    "extend": "已作出决定",
    "protect": "已设定保密",
    "visit": "已记录来访",
    "report_up": "已登记上报",
    "draft_supervision": "已拟好督办，等待主任签发",
    "issue_supervision": "已签发督办",
    "drop_supervision": "已决定不予签发",
    "answer_supervision": "已回复督办",
    "judge_supervision": "已审核督办回复",
    "lead_personally": "已确定包案领导",
    "handle_risk": "已记录风险处置",
    "book": "已约好时间地点",
    "respond": "已记录回应",
    "answer_order": "已记下答复",
    "arrange_order": "已由中心安排",
    "declare_conflict": "已登记回避",
    "challenge_mediator": "已收到回避申请",
    "rule_on_challenge": "已作出决定",
    "waive_conflict": "已记录双方同意不回避",
    "ask_override": "已提出破例承办的申请",
    "override_conflict": "已作出决定",
    "register_need": "已登记待安排需求",
    "plan_need": "已作出安排",
    "drop_task": "任务已不再需要",
    "prepare": "已写好调解预案",
    "ask_party": "已备好征求调解意见书，请在当事人一栏打印",
}


def row(  # noqa: PLR0917 - the tables read as columns
    name: str,
    label: str,
    before: frozenset[Stage] | set[Stage],
    after: Stage | None,
    roles: tuple[Role, ...],
    basis: str,
    additive: bool = False,
    unit: str = "",
) -> tuple[str, Step]:
    """A line of the table of steps."""
    return name, Step(name, label, frozenset(before), after, roles, basis, additive, unit)
