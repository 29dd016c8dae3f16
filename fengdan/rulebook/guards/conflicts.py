"""回避 as the matter stands: who mediates it, and what waits for a decision."""

from fengdan.rulebook.facts import MatterFacts
from fengdan.rulebook.guards.giving import ORAL
from fengdan.rulebook.guards.guard import Guard

NO_TEAM = "承办的不是调解团队，没有要回避的调解员。"
IN_EFFECT = "协议已经生效，不再处理回避；对协议有异议可以向法院起诉（人民调解法第三十二条）。"


def _mediated(facts: MatterFacts) -> str | None:
    if not facts.with_team:
        return NO_TEAM
    if facts.oral:
        return ORAL
    return IN_EFFECT if facts.agreement is not None and facts.agreement.effective else None


def _challenge_guard(facts: MatterFacts) -> str | None:
    if facts.recusal.challenge:
        return "已经收到回避申请，正在等决定。"
    return _mediated(facts)


def _rule_guard(facts: MatterFacts) -> str | None:
    return None if facts.recusal.challenge else "没有等待决定的回避申请。"


def _ask_guard(facts: MatterFacts) -> str | None:
    if facts.recusal.override:
        return "已有破例承办的申请，正在等另一人决定。"
    return _mediated(facts)


def _override_guard(facts: MatterFacts) -> str | None:
    return None if facts.recusal.override else "没有等待决定的破例承办申请。"


CONFLICTS: dict[str, Guard] = {
    "declare_conflict": _mediated,
    "challenge_mediator": _challenge_guard,
    "rule_on_challenge": _rule_guard,
    "waive_conflict": _mediated,
    "ask_override": _ask_guard,
    "override_conflict": _override_guard,
}
