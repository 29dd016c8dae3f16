"""How a matter ends (domain.md §2.7). 办结 is not 化解: only the settled codes count as settled."""

from enum import StrEnum

from fengdan.rulebook.facts import MatterFacts
from fengdan.rulebook.stages import Stage


class Conclusion(StrEnum):
    SETTLED_IN_WRITING = "settled_in_writing"
    NOT_SETTLED = "not_settled"
    WITHDRAWN = "withdrawn"


CONCLUSION_LABELS = {
    Conclusion.SETTLED_IN_WRITING: "调解成功（书面协议）",
    Conclusion.NOT_SETTLED: "调解不成，已告知其他途径",
    Conclusion.WITHDRAWN: "申请人撤回",
}


def why_not_conclude(code: Conclusion, facts: MatterFacts, *, remedies_told: bool) -> str | None:
    """Say why the matter may not end this way, or None.

    人民调解法 Art. 29: a written agreement counts once all have signed, the mediator has signed and the committee
    has sealed. Art. 26: when mediation fails the other remedies must be told.
    """
    if code is Conclusion.SETTLED_IN_WRITING:
        return _why_not_settled(facts)
    if facts.agreement is not None:
        return "还有定稿或生效的协议，不能按未达成协议办结；未生效的协议请先作废。"
    if code is Conclusion.NOT_SETTLED:
        if not facts.refused_by() and not facts.sessions and facts.stage not in {Stage.TAKEN, Stage.UNDERWAY}:
            return "还没有开始调解，也没有当事人明确拒绝，不能按“调解不成”办结。"
        if not (facts.sessions or facts.refused_by() or facts.not_yet_agreed()):
            return "双方都同意调解，还没有开过调解会，不能按“调解不成”办结。"
        if not remedies_told:
            return "请先告知当事人可以仲裁、申请行政处理或者起诉，并勾选“已告知”（人民调解法第二十六条）。"
    return None


def _why_not_settled(facts: MatterFacts) -> str | None:
    if facts.agreement is None:
        return "还没有书面协议，不能按“调解成功”办结。"
    if not facts.agreement.effective:
        return f"协议还差 {len(facts.agreement.missing)} 处签字或盖章，尚未生效（人民调解法第二十九条）。"
    return None
