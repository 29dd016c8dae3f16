"""Taking in, giving, mediating, answering."""

from fengdan.rulebook.facts import CENTRE, MatterFacts, ReplyState, Side
from fengdan.rulebook.guards.giving import ACTS_FIRST, ORAL
from fengdan.rulebook.guards.guard import Guard
from fengdan.rulebook.guards.time import STANDS_STILL
from fengdan.rulebook.stages import Stage

SERVICE = "便民事项不调解，直接交责任单位办理答复。"
# 反家庭暴力法 Art. 5, 23; domain.md §10 no. 24: mediation is no substitute for protection
PROTECT_FIRST = (
    "有家庭暴力或者未成年人受侵害的报告，调解不能代替保护：请先设定住址保密，"
    "并告知可以报警、向法院申请人身安全保护令（反家庭暴力法第二十三条）。"
)
ASIDE = "有调解员按回避规定不再承办，请团队负责人先更换调解员。"
CONFERRING = "正在等待职责争议会商裁定，裁定由谁牵头以后才能办这一步。"


def _both_sides_willing(facts: MatterFacts) -> str | None:
    """No session before every party has agreed; a clear refusal ends mediation (人民调解法 Art. 17)."""
    if facts.service or facts.recusal.aside:
        return SERVICE if facts.service else ASIDE
    if facts.violence and not facts.protected:
        return PROTECT_FIRST
    if facts.refused_by():
        return "有当事人明确拒绝调解，不得再调解（人民调解法第十七条）。请办结并告知其他途径。"
    if not set(facts.sides.values()) >= {Side.APPLICANT, Side.RESPONDENT}:
        return "还没有登记对方当事人，请先追加当事人。"
    if facts.not_yet_agreed():
        return f"还有 {len(facts.not_yet_agreed())} 名当事人的调解意愿没有记录为同意（人民调解法第十七条）。"
    return None


def no_agreement_yet(facts: MatterFacts) -> str | None:
    if facts.oral:
        return ORAL
    if facts.agreement is None:
        return None
    state = "已经生效" if facts.agreement.effective else "已经定稿，正在签字"
    return f"协议{state}；内容有变请先作废再重新定稿。"


def _session_guard(facts: MatterFacts) -> str | None:
    if facts.agreement is not None and facts.agreement.effective:
        return "协议已经生效，请办结。"
    return ORAL if facts.oral else _both_sides_willing(facts)


def _agree_guard(facts: MatterFacts) -> str | None:
    return _both_sides_willing(facts) or no_agreement_yet(facts)


def _sign_guard(facts: MatterFacts) -> str | None:
    if facts.agreement is None:
        return "还没有定稿的协议，请先定稿。"
    if facts.agreement.effective:
        return "签字盖章已经齐全，协议已生效。"
    return _both_sides_willing(facts)


def _void_guard(facts: MatterFacts) -> str | None:
    if facts.agreement is None:
        return "没有可以作废的协议。"
    if facts.agreement.effective:
        return "协议已经生效，不能作废；有异议可以向法院起诉（人民调解法第三十二条）。"
    return None


def _party_guard(facts: MatterFacts) -> str | None:
    return None if facts.agreement is None else "协议已经定稿，不能再增减当事人；请先作废协议。"


def _remove_party_guard(facts: MatterFacts) -> str | None:
    if len(facts.parties) <= len(set(facts.sides.values())):
        return "每一方至少要留一名当事人；姓名写错了请用“更正”。"
    return _party_guard(facts)


def _consent_guard(facts: MatterFacts) -> str | None:
    if facts.service:
        return "便民事项不用征求调解意愿。"
    if facts.oral:
        return ORAL
    if facts.agreement is not None and facts.agreement.effective:
        return "协议已经生效，不再变更调解意愿。"
    return None if facts.parties else "还没有登记当事人。"


def hand_up_guard(facts: MatterFacts) -> str | None:
    """A refusal is no reason to press harder one level up (人民调解法 Art. 17)."""
    if facts.suspended:
        return STANDS_STILL
    if facts.conference:
        return ACTS_FIRST
    if facts.refused_by():
        return "有当事人明确拒绝调解，不能逐级上交来施压；请办结并告知其他途径（人民调解法第十七条）。"
    return no_agreement_yet(facts)


def _agree_orally_guard(facts: MatterFacts) -> str | None:
    """At the desk it is settled on the spot, before anybody was asked; a unit first signs for the matter."""
    if facts.stage in {Stage.REGISTERED, Stage.ACCEPTED} and facts.holder != CENTRE:
        return "请先受理并签收，再登记口头协议。"
    if facts.conference and facts.holder == CENTRE:
        return CONFERRING
    return _both_sides_willing(facts) or no_agreement_yet(facts)


def _reply_guard(facts: MatterFacts) -> str | None:
    if facts.with_team:
        return "调解团队不用答复，按调解结果办结。"
    if facts.oral:
        return ORAL
    if facts.reply == ReplyState.SUBMITTED:
        return "答复已经提交，正在等中心审核。"
    return "答复已经审核通过，请等中心办结。" if facts.reply == ReplyState.APPROVED else None


def _judge_reply_guard(facts: MatterFacts) -> str | None:
    return None if facts.reply == ReplyState.SUBMITTED else "没有等待审核的答复。"


def _no_ruling_due(facts: MatterFacts) -> str | None:
    if facts.conference:
        return CONFERRING
    return "有单位退回了交办，要先由值班领导裁定由谁牵头。" if facts.returned else None


def _change_mediator_guard(facts: MatterFacts) -> str | None:
    if not facts.with_team:
        return "承办的不是调解团队，没有调解员可以更换。"
    return no_agreement_yet(facts)


WORK: dict[str, Guard] = {
    "assign": _no_ruling_due,
    "hand_up": hand_up_guard,
    "ask_party": _consent_guard,
    "record_consent": _consent_guard,
    "add_party": _party_guard,
    "remove_party": _remove_party_guard,
    "hold_session": _session_guard,
    "agree": _agree_guard,
    "sign": _sign_guard,
    "void_agreement": _void_guard,
    "agree_orally": _agree_orally_guard,
    "reply": _reply_guard,
    "send_back_reply": _judge_reply_guard,
    "approve_reply": _judge_reply_guard,
    "answer": _no_ruling_due,
    "guide": _no_ruling_due,
    "transfer": _no_ruling_due,
    "merge": _no_ruling_due,
    "change_mediator": _change_mediator_guard,
    "invite": _both_sides_willing,
}
