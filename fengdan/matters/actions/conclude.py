"""办结."""

from datetime import datetime

from fengdan.matters.choices import said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.conclusions import BY_AGREEMENT, Conclusion, why_not_conclude
from fengdan.rulebook.errors import Refused

SPEAKS_FOR_ITSELF = BY_AGREEMENT | {Conclusion.ANSWERED_BY_UNIT}


def conclude(
    matter: Matter,
    *,
    conclusion: Conclusion,
    reason: str = "",
    remedies_told: bool = False,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """End the matter with a code (domain.md §2.7); what no paper explains needs a reason. Raises Refused."""

    def write(entry: Entry) -> None:
        assert entry.before is not None
        if refusal := why_not_conclude(conclusion, entry.before, remedies_told=remedies_told):
            raise Refused(refusal, "conclusion")
        if conclusion not in SPEAKS_FOR_ITSELF:
            said(reason, "reason", "情况说明")
        for waiting in entry.matter.returns.filter(closed_at=None):
            entry.change(waiting, closed_at=at)
        entry.change_matter(conclusion=conclusion, conclusion_reason=reason, concluded_at=at)
        entry.facts = {"conclusion": conclusion, "remedies_told": remedies_told}

    return record("conclude", matter, actor=actor, at=at, seen=seen, once=once, write=write)
