"""申请中止: whoever has the matter asks that its limits stand still; somebody else decides."""

from datetime import datetime

from fengdan.matters.choices import one_of, said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter, Suspension
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.errors import Refused


def ask_suspend(
    matter: Matter,
    *,
    reason: str,
    since: datetime,
    words: str,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Ask for it from a moment on (`since`), for a listed reason; nothing changes until it is decided. Raises Refused.

    Never from before the matter was accepted, nor from a moment that is yet to come (issue 6).
    """

    def write(entry: Entry) -> None:
        if since > at:
            raise Refused("“从什么时候起”不能晚于现在，请核对。", "since")
        if since < _accepted_at(entry.matter):
            raise Refused("“从什么时候起”早于受理，请核对：受理以前没有可以中止的时限。", "since")
        if entry.matter.suspensions.filter(approved=True, undone_at=None, until__gt=since).exists():
            raise Refused("“从什么时候起”早于上一次中止结束，请核对。", "since")
        row = Suspension(
            matter=entry.matter,
            reason=one_of(Suspension.Reason, reason, "reason"),
            words=said(words, "words", "具体情况和凭据"),
            since=since,
            asked_by=actor.id,
            asked_at=entry.at,
        )
        entry.add(row)
        entry.facts = {"suspension": row.pk, "by": actor.id}

    return record("ask_suspend", matter, actor=actor, at=at, seen=seen, once=once, write=write)


def _accepted_at(matter: Matter) -> datetime:
    """When this round was accepted, to the minute, as people type it."""
    accepted = matter.events.filter(step__in=["accept", "reopen"]).latest("seq").at
    return accepted.replace(second=0, microsecond=0)
