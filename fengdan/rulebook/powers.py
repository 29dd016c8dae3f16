"""Who may do which step now, and if not, why: one answer for the button, its hint, the action and docs/powers.md."""

from collections.abc import Callable
from datetime import datetime

from fengdan.rulebook.actor import ROLE_LABELS, Actor, Role
from fengdan.rulebook.facts import MatterFacts, Side
from fengdan.rulebook.stages import STAGE_LABELS, STEPS, Stage, Step

TEAM_ROLES = frozenset({Role.LEADER, Role.MEDIATOR})


def why_not(step: str, facts: MatterFacts | None, actor: Actor, at: datetime) -> str | None:
    """Say in one Chinese sentence why `actor` may not take `step` at `at`, or None when it may be taken.

    `facts` is None only for a matter that does not exist yet. What depends on the form (which team, which
    conclusion) is decided by the rule of that step, after this.
    """
    row = STEPS[step]
    return why_not_now(row, facts, at) or why_not_you(row, facts, actor)


def role_used(step: Step, facts: MatterFacts | None, actor: Actor) -> Role | None:
    """The hat under which the actor may take this step, or None. A team's hat counts only while the team holds."""
    return next((role for role in step.roles if _wears(role, facts, actor)), None)


def why_not_you(step: Step, facts: MatterFacts | None, actor: Actor) -> str | None:
    """The part of the answer that depends on who asks."""
    if role_used(step, facts, actor):
        return None
    who = "或".join(ROLE_LABELS[role] for role in step.roles)
    if actor.has(*TEAM_ROLES) and TEAM_ROLES & set(step.roles):
        return f"“{step.label}”只能由承办团队的{who}办理；该事项不在您手上。"
    return f"“{step.label}”由{who}办理。"


def why_not_now(step: Step, facts: MatterFacts | None, at: datetime) -> str | None:
    """The part of the answer that depends on the matter alone. Replaying events asks exactly this again."""
    if facts is None:
        return None if not step.before else "该事项尚未登记。"
    if facts.stage not in step.before:
        return _out_of_order(step, facts.stage)
    if at < facts.last_at:
        return f"办理时间早于上一步（{facts.last_at:%Y-%m-%d %H:%M}），请核对时间。"
    guard = GUARDS.get(step.name)
    return guard(facts) if guard else None


def _wears(role: Role, facts: MatterFacts | None, actor: Actor) -> bool:
    if role not in TEAM_ROLES:
        return actor.has(role)
    if facts is None or facts.holder not in actor.units_as(role):
        return False
    return role is Role.LEADER or facts.mediator == actor.id


def _out_of_order(step: Step, stage: Stage) -> str:
    if not step.before:
        return "该事项已经登记。"
    if stage is Stage.ARCHIVED:
        return f"该事项已归档，不能再{step.label}。"
    wanted = "、".join(STAGE_LABELS[each] for each in Stage if each in step.before)
    return f"该事项现在是“{STAGE_LABELS[stage]}”，要在“{wanted}”时才能{step.label}。"


def _both_sides_willing(facts: MatterFacts) -> str | None:
    """No session before every party has agreed; a clear refusal ends mediation (人民调解法 Art. 17)."""
    if facts.refused_by():
        return "有当事人明确拒绝调解，不得再调解（人民调解法第十七条）。请办结并告知其他途径。"
    if not set(facts.sides.values()) >= {Side.APPLICANT, Side.RESPONDENT}:
        return "还没有登记对方当事人，请先追加当事人。"
    if facts.not_yet_agreed():
        return f"还有 {len(facts.not_yet_agreed())} 名当事人的调解意愿没有记录为同意（人民调解法第十七条）。"
    return None


def _no_agreement_yet(facts: MatterFacts) -> str | None:
    if facts.agreement is None:
        return None
    state = "已经生效" if facts.agreement.effective else "已经定稿，正在签字"
    return f"协议{state}；内容有变请先作废再重新定稿。"


def _session_guard(facts: MatterFacts) -> str | None:
    if facts.agreement is not None and facts.agreement.effective:
        return "协议已经生效，请办结。"
    return _both_sides_willing(facts)


def _agree_guard(facts: MatterFacts) -> str | None:
    return _both_sides_willing(facts) or _no_agreement_yet(facts)


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
    if facts.agreement is not None and facts.agreement.effective:
        return "协议已经生效，不再变更调解意愿。"
    return None if facts.parties else "还没有登记当事人。"


def _assign_guard(facts: MatterFacts) -> str | None:
    if facts.refused_by():
        return "有当事人明确拒绝调解，不能再派单（人民调解法第十七条）。请办结并告知其他途径。"
    return None


def _recall_guard(facts: MatterFacts) -> str | None:
    return None if facts.agreement is None else "已有定稿或生效的协议，不能撤回派单；未生效的请先作废协议。"


def _take_guard(facts: MatterFacts) -> str | None:
    if facts.refused_by():
        return "有当事人明确拒绝调解，请由中心撤回派单后办结（人民调解法第十七条）。"
    return None


def _give_back_guard(facts: MatterFacts) -> str | None:
    return "本团队已就该事项退过一次单，不能再退；请与派单员联系。" if facts.unit in facts.gave_back else None


GUARDS: dict[str, Callable[[MatterFacts], str | None]] = {
    "assign": _assign_guard,
    "recall": _recall_guard,
    "take": _take_guard,
    "give_back": _give_back_guard,
    "record_consent": _consent_guard,
    "add_party": _party_guard,
    "remove_party": _remove_party_guard,
    "hold_session": _session_guard,
    "agree": _agree_guard,
    "sign": _sign_guard,
    "void_agreement": _void_guard,
}
