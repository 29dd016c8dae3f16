"""What comes after the end, and when the file may be closed."""

from fengdan.rulebook.conclusions import ATTEMPTS, FOLLOWED_UP, Conclusion
from fengdan.rulebook.facts import MatterFacts, SupervisionState
from fengdan.rulebook.guards.guard import Guard

WAITING = (SupervisionState.ISSUED, SupervisionState.REPLIED)


def _receipt_guard(facts: MatterFacts) -> str | None:
    return None if facts.receipt_due else "没有等待的回执。"


def _owe_guard(facts: MatterFacts) -> str | None:
    if facts.oral or (facts.agreement is not None and facts.agreement.effective):
        return None
    if facts.conclusion == Conclusion.SETTLED_THEMSELVES:
        return None
    return "还没有生效的协议，没有要履行的事项。"


def _perform_guard(facts: MatterFacts) -> str | None:
    return None if facts.owed else "没有等待履行的事项。"


def _follow_up_guard(facts: MatterFacts) -> str | None:
    return None if facts.conclusion in FOLLOWED_UP else "这样办结的事项不用回访。"


def _rate_guard(facts: MatterFacts) -> str | None:
    if facts.conclusion == Conclusion.MERGED:
        return "已并入另一件事项，请在那一件上评价。"
    return None if set(facts.parties) - facts.rated else "各方当事人都已经评过。"


def _handle_rating_guard(facts: MatterFacts) -> str | None:
    return None if facts.low_ratings else "没有等待处理的低分评价。"


def _archive_guard(facts: MatterFacts) -> str | None:
    """What has not come to its end keeps the file open (人民调解法 Art. 27, 31)."""
    if facts.owed:
        return f"还有 {len(facts.owed)} 项协议约定没有履行完，登记履行情况后才能归档（人民调解法第三十一条）。"
    if facts.receipt_due:
        return "还没有收到对方机关的回执，登记回执后才能归档。"
    if unanswered := _unanswered(facts):
        return unanswered
    if facts.follow_up_due and not facts.followed and facts.follow_ups < ATTEMPTS:
        return f"还没有回访到当事人；回访到，或者联系 {ATTEMPTS} 次都没有联系上，才能归档。"
    return None


def _unanswered(facts: MatterFacts) -> str | None:
    if facts.low_ratings:
        return "还有低分评价没有处理，处理后才能归档。"
    if any(row.state in WAITING for row in facts.supervisions.values()):
        return "还有督办没有回复或者没有审核，办完督办才能归档。"
    return "还有一条待安排需求没有答复，答复需求后才能归档。" if facts.need else None


AFTER: dict[str, Guard] = {
    "record_receipt": _receipt_guard,
    "add_obligation": _owe_guard,
    "record_performance": _perform_guard,
    "follow_up": _follow_up_guard,
    "rate": _rate_guard,
    "handle_rating": _handle_rating_guard,
    "archive": _archive_guard,
}
