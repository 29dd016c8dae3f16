"""恢复办理: another round of the same matter; what the last one came to stays as it was."""

from datetime import datetime

from fengdan.matters.choices import said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.levels import enter
from fengdan.matters.models import Assignment, Matter, PastRound
from fengdan.matters.targets import take_away
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.facts import Answer
from fengdan.rulebook.sources import Level


def reopen(
    matter: Matter,
    *,
    reason: str,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Begin round n + 1 at the centre. Everybody is asked again whether they are willing (人民调解法 Art. 17).

    Raises Refused.
    """

    def write(entry: Entry) -> None:
        done = entry.matter
        assert done.concluded_at is not None
        past = PastRound(
            matter=done,
            conclusion=done.conclusion,
            conclusion_reason=done.conclusion_reason,
            concluded_at=done.concluded_at,
            reopened_at=entry.at,
            reopen_reason=said(reason, "reason", "为什么恢复办理"),
        )
        entry.add(past)
        take_away(entry, Assignment.Status.CLOSED)
        for merger in done.mergers.filter(undone_at=None):
            entry.change(merger, undone_at=entry.at)
        for party in done.parties.filter(removed=False):
            entry.change(party, consent=Answer.PENDING)
        entry.change_matter(round=done.round + 1, conclusion="", conclusion_reason="", concluded_at=None)
        entry.facts |= {"past_round": past.pk}
        enter(entry, Level.COUNTY)

    return record("reopen", matter, actor=actor, at=at, seen=seen, once=once, write=write)
