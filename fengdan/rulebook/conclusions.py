"""How a matter ends (domain.md §2.7). 办结 is not 化解: only the settled codes count as settled."""

from enum import StrEnum

from fengdan.rulebook.facts import MatterFacts, ReplyState
from fengdan.rulebook.stages import Stage


class Conclusion(StrEnum):
    SETTLED_IN_WRITING = "settled_in_writing"
    SETTLED_ORALLY = "settled_orally"
    SETTLED_THEMSELVES = "settled_themselves"
    ANSWERED_BY_UNIT = "answered_by_unit"
    NOT_SETTLED = "not_settled"
    WITHDRAWN = "withdrawn"
    ANSWERED_ON_SPOT = "answered_on_spot"
    GUIDED = "guided"
    TRANSFERRED = "transferred"
    REJECTED = "rejected"
    MERGED = "merged"


CONCLUSION_LABELS = {
    Conclusion.SETTLED_IN_WRITING: "调解成功（书面协议）",
    Conclusion.SETTLED_ORALLY: "调解成功（口头协议）",
    Conclusion.SETTLED_THEMSELVES: "双方自行和解",
    Conclusion.ANSWERED_BY_UNIT: "责任单位已办理答复",
    Conclusion.NOT_SETTLED: "调解不成，已告知其他途径",
    Conclusion.WITHDRAWN: "申请人撤回",
    Conclusion.ANSWERED_ON_SPOT: "当场答复",
    Conclusion.GUIDED: "已引导到其他途径",
    Conclusion.TRANSFERRED: "已转送、移送",
    Conclusion.REJECTED: "不予受理",
    Conclusion.MERGED: "并案办理",
}
SETTLED = frozenset({Conclusion.SETTLED_IN_WRITING, Conclusion.SETTLED_ORALLY, Conclusion.SETTLED_THEMSELVES})
BY_AGREEMENT = frozenset({Conclusion.SETTLED_IN_WRITING, Conclusion.SETTLED_ORALLY})
NOT_ORAL = "已经达成口头协议，请按“调解成功（口头协议）”办结。"
# endings with a step of their own, which writes the paper that explains them
BY_STEP = {
    "answer": Conclusion.ANSWERED_ON_SPOT,
    "guide": Conclusion.GUIDED,
    "transfer": Conclusion.TRANSFERRED,
    "reject": Conclusion.REJECTED,
    "merge": Conclusion.MERGED,
}
# somebody asks afterwards how it went; what was only passed on or taken back needs no call
FOLLOWED_UP = SETTLED | {Conclusion.ANSWERED_BY_UNIT, Conclusion.NOT_SETTLED}
ATTEMPTS = 3  # a follow-up that reached nobody so often is enough
FOR_SERVICES = frozenset({Conclusion.ANSWERED_BY_UNIT, Conclusion.WITHDRAWN})


def why_not_conclude(code: Conclusion, facts: MatterFacts, *, remedies_told: bool) -> str | None:
    """Say why the matter may not end this way, or None.

    人民调解法 Art. 29: a written agreement counts once all have signed, the mediator has signed and the committee
    has sealed; Art. 30: an oral one when it is reached. Art. 26: when mediation fails the other remedies must be told.
    A unit's answer counts once the centre has approved it. What ended on paper ended as the register says.
    """
    if facts.on_paper:
        return None
    if facts.service and code not in FOR_SERVICES:
        return "便民事项只能按“责任单位已办理答复”或“申请人撤回”办结。"
    if code is Conclusion.SETTLED_IN_WRITING:
        return _why_not_settled(facts)
    return _why_not_else(code, facts, told=remedies_told)


def why_not_due(code: Conclusion, *, owed: int, nothing_due: bool, known: bool) -> str | None:
    """Say why the promise is not written down rightly: what remains to be done, or that nothing does (Art. 31).

    `owed` obligations come with the ending. `known`: they are registered already, or all was done on the spot.
    """
    if code not in SETTLED:
        return "没有达成协议的，没有要履行的事项，请清空。" if owed else None
    if owed and nothing_due:
        return "填了要履行的事项，又勾选了“没有需要以后履行的”，请留其中一个。"
    if not owed and not nothing_due and not known:
        return "请填写以后要履行什么、由谁、最迟哪天；都已经办清的，勾选“没有需要以后履行的”。"
    return None


def _why_not_else(code: Conclusion, facts: MatterFacts, *, told: bool) -> str | None:
    if facts.agreement is not None:
        return "还有定稿或生效的协议，不能按未达成协议办结；未生效的协议请先作废。"
    if facts.oral != (code is Conclusion.SETTLED_ORALLY):
        return NOT_ORAL if facts.oral else "还没有登记口头协议，不能按“调解成功（口头协议）”办结。"
    if code in BY_STEP.values():
        return f"“{CONCLUSION_LABELS[code]}”请用它自己的步骤办理。"
    if code is Conclusion.ANSWERED_BY_UNIT and facts.reply != ReplyState.APPROVED:
        return "责任单位的答复还没有审核通过，不能按已答复办结。"
    return _why_not_failed(facts, remedies_told=told) if code is Conclusion.NOT_SETTLED else None


def _why_not_failed(facts: MatterFacts, *, remedies_told: bool) -> str | None:
    if not facts.refused_by() and not facts.sessions and facts.stage not in {Stage.TAKEN, Stage.UNDERWAY}:
        return "还没有开始调解，也没有当事人明确拒绝，不能按“调解不成”办结。"
    # a unit writes no session records: what it tried stands in the reason
    if not (facts.sessions or facts.with_unit or facts.refused_by() or facts.not_yet_agreed()):
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
