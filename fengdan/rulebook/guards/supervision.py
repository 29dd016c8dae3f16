"""Drafting, issuing, answering and judging what supervises: one draft at a time, and one that waits for its reply."""

from fengdan.rulebook.facts import MatterFacts, SupervisionState
from fengdan.rulebook.guards.guard import Guard

DRAFT, ISSUED, REPLIED = SupervisionState.DRAFT, SupervisionState.ISSUED, SupervisionState.REPLIED


def _has(facts: MatterFacts, state: SupervisionState) -> bool:
    return any(row.state is state for row in facts.supervisions.values())


def _draft_guard(facts: MatterFacts) -> str | None:
    if _has(facts, DRAFT):
        return "已经拟好一件督办，正在等主任签发；签发或者不予签发以后才能再拟。"
    return _judge_first(facts)


def _issue_guard(facts: MatterFacts) -> str | None:
    return _judge_first(facts) if _has(facts, DRAFT) else "没有等待签发的督办，请先拟督办单。"


def _judge_first(facts: MatterFacts) -> str | None:
    return "上一件督办已经回复，请先审核回复。" if _has(facts, REPLIED) else None


def _drop_guard(facts: MatterFacts) -> str | None:
    return None if _has(facts, DRAFT) else "没有等待签发的督办。"


def _answer_guard(facts: MatterFacts) -> str | None:
    if _has(facts, ISSUED):
        return None
    return "督办回复已经提交，正在等审核。" if _has(facts, REPLIED) else "没有要回复的督办。"


def _judge_guard(facts: MatterFacts) -> str | None:
    return None if _has(facts, REPLIED) else "没有等待审核的督办回复。"


SUPERVISING: dict[str, Guard] = {
    "draft_supervision": _draft_guard,
    "issue_supervision": _issue_guard,
    "drop_supervision": _drop_guard,
    "answer_supervision": _answer_guard,
    "judge_supervision": _judge_guard,
}
