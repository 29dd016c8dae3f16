"""Up the ladder by itself, down by the county, and what a party says to that."""

from fengdan.rulebook.facts import CENTRE, MatterFacts, ObjectionState
from fengdan.rulebook.guards.guard import Guard
from fengdan.rulebook.guards.work import hand_up_guard, no_agreement_yet
from fengdan.rulebook.ladder import UNIT_LEVELS


def _climb_guard(facts: MatterFacts) -> str | None:
    """What the clock may pass up by itself: never a refusal, never what somebody is settling (domain.md §1.2)."""
    if not facts.tier or facts.holder == CENTRE:
        return "不在逐级上报的层级上。"
    if facts.unit_kind not in {"", *UNIT_LEVELS}:
        return "已由县里指定的单位承办，不再逐级上报。"
    return hand_up_guard(facts)


def _raise_guard(facts: MatterFacts) -> str | None:
    """Only to what the county sent down, once, and before there is an agreement to keep to."""
    if facts.objection == ObjectionState.RAISED:
        return "已经收到异议，正在等值班领导裁定。"
    if facts.objection == ObjectionState.HEARD:
        return "对这次下派的异议已经裁定过了。"
    if not facts.objection:
        return "不是由县级下派的，没有可以提出异议的下派。"
    return no_agreement_yet(facts)


def _rule_guard(facts: MatterFacts) -> str | None:
    return None if facts.objection == ObjectionState.RAISED else "没有等待裁定的异议。"


LEVELS: dict[str, Guard] = {
    "climb": _climb_guard,
    "raise_objection": _raise_guard,
    "rule_on_objection": _rule_guard,
}
