"""Letting time stand still, and giving more of it."""

from fengdan.rulebook.facts import MatterFacts
from fengdan.rulebook.guards.guard import Guard

STANDS_STILL = "时限正在中止，请先恢复计时。"


def _ask_suspend_guard(facts: MatterFacts) -> str | None:
    if facts.suspended:
        return "时限已经中止，不用再申请。"
    return "已有中止的申请，正在等另一人决定。" if facts.suspending else None


def _suspend_guard(facts: MatterFacts) -> str | None:
    return None if facts.suspending else "没有等待决定的中止申请。"


def _resume_guard(facts: MatterFacts) -> str | None:
    return None if facts.suspended else "时限没有中止，不用恢复。"


def _ask_extend_guard(facts: MatterFacts) -> str | None:
    return "已有延期的申请，正在等另一人决定。" if facts.extending else None


def _extend_guard(facts: MatterFacts) -> str | None:
    return None if facts.extending else "没有等待决定的延期申请。"


def _undo_guard(facts: MatterFacts) -> str | None:
    return None if facts.changed else "没有可以撤销的中止或延期。"


TIME: dict[str, Guard] = {
    "ask_suspend": _ask_suspend_guard,
    "suspend": _suspend_guard,
    "resume": _resume_guard,
    "ask_extend": _ask_extend_guard,
    "extend": _extend_guard,
    "undo_limit_change": _undo_guard,
}
