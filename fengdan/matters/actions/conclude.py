"""办结."""

from datetime import datetime

from fengdan.matters.choices import said
from fengdan.matters.endings import end
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter
from fengdan.rulebook.actor import Actor, Role, party_of
from fengdan.rulebook.conclusions import BY_AGREEMENT, FOLLOWED_UP, Conclusion, why_not_conclude
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.facts import MatterFacts, Side

SPEAKS_FOR_ITSELF = BY_AGREEMENT | {Conclusion.ANSWERED_BY_UNIT}


def conclude(
    matter: Matter,
    *,
    conclusion: Conclusion,
    reason: str = "",
    remedies_told: bool = False,
    nothing_due: bool = False,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """End the matter with a code (domain.md §2.7); what no paper explains needs a reason. Raises Refused.

    `nothing_due` is kept in the event: somebody said that nothing remains to be done.
    """

    def write(entry: Entry) -> None:
        assert entry.before is not None
        if refusal := why_not_conclude(conclusion, entry.before, remedies_told=remedies_told):
            raise Refused(refusal, "conclusion")
        if conclusion not in SPEAKS_FOR_ITSELF:
            said(reason, "reason", "情况说明")
        if reason_not := _not_theirs(actor, entry.before, conclusion):
            raise Refused(reason_not, "conclusion")
        follow_up = conclusion in FOLLOWED_UP and not entry.before.on_paper
        entry.facts = {"remedies_told": remedies_told, "follow_up": follow_up}
        entry.facts |= {"nothing_due": True} if nothing_due else {}
        end(entry, conclusion, reason)

    return record("conclude", matter, actor=actor, at=at, seen=seen, once=once, write=write)


def _not_theirs(actor: Actor, facts: MatterFacts, conclusion: Conclusion) -> str | None:
    """Who applied may withdraw, and nothing else; the other side says no to mediation by its own answer."""
    if not actor.has(Role.PARTY):
        return None
    if facts.sides.get(party_of(actor) or 0) is not Side.APPLICANT:
        return "撤回由申请人自己办理；您不愿意调解的，请答复“不同意”。"
    return None if conclusion is Conclusion.WITHDRAWN else "您可以撤回申请；其他办结方式由承办人办理。"
