"""Raising and lowering a risk."""

from fengdan.rulebook.facts import MatterFacts
from fengdan.rulebook.guards.guard import Guard
from fengdan.rulebook.sources import Risk


def _raise_guard(facts: MatterFacts) -> str | None:
    return "已经是红色，最高一级。" if facts.risk == Risk.RED else None


def _ask_lower_guard(facts: MatterFacts) -> str | None:
    if facts.risk == Risk.BLUE:
        return "已经是蓝色，最低一级。"
    return "已有降低风险的申请，正在等另一人决定。" if facts.lowering else None


def _lower_guard(facts: MatterFacts) -> str | None:
    return None if facts.lowering else "没有等待决定的降低风险申请。"


def _handle_guard(facts: MatterFacts) -> str | None:
    return "风险等级是蓝色（一般），没有要处置的风险。" if facts.risk == Risk.BLUE else None


RISK: dict[str, Guard] = {
    "raise_risk": _raise_guard,
    "ask_lower_risk": _ask_lower_guard,
    "lower_risk": _lower_guard,
    "handle_risk": _handle_guard,
}
