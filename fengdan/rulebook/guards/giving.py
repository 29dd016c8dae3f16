"""Giving a matter to somebody, their taking it or giving it back, and calling it back."""

from fengdan.rulebook.facts import MatterFacts
from fengdan.rulebook.guards.guard import Guard
from fengdan.rulebook.guards.time import STANDS_STILL

ORAL = "已经达成口头协议，请办结。"
ACTS_FIRST = "先办后议：会商裁定以前由现在的承办单位先办；要换单位的，请会商裁定。"  # domain.md §2.4


def _recall_guard(facts: MatterFacts) -> str | None:
    if facts.suspended:
        return STANDS_STILL
    if facts.conference:
        return ACTS_FIRST
    if facts.oral:
        return ORAL
    return None if facts.agreement is None else "已有定稿或生效的协议，不能撤回；未生效的请先作废协议。"


def _time_out_guard(facts: MatterFacts) -> str | None:
    """From a team alone: a responsible unit cannot refuse what it answers for (信访工作条例 Art. 22)."""
    if facts.conference:
        return ACTS_FIRST
    return None if facts.with_team else "交给责任单位的不会逾期收回；不签收的由中心催办、督办。"


def _take_guard(facts: MatterFacts) -> str | None:
    if facts.refused_by() and facts.with_team:
        return "有当事人明确拒绝调解，请由中心撤回派单后办结（人民调解法第十七条）。"
    return None


def _give_back_guard(facts: MatterFacts) -> str | None:
    if facts.ruled:
        return "职责争议会商已经裁定由谁牵头，不能再退回；有困难请备注说明，由中心协调。"
    if facts.conference:
        return ACTS_FIRST
    if facts.unit in facts.gave_back:
        return "已就该事项退过一次，不能再退；请与中心联系。"
    return None


def _rule_guard(facts: MatterFacts) -> str | None:
    return None if facts.returned else "没有等待裁定的退回。"


def _decide_guard(facts: MatterFacts) -> str | None:
    return None if facts.conference else "没有等待裁定的职责争议会商。"


GIVING: dict[str, Guard] = {
    "recall": _recall_guard,
    "take": _take_guard,
    "give_back": _give_back_guard,
    "rule_on_return": _rule_guard,
    "decide_conference": _decide_guard,
    "reassign": _recall_guard,
    "time_out": _time_out_guard,
}
