"""审核答复: the centre finds that the answer answers."""

from datetime import datetime
from typing import Any

from django.db import transaction

from fengdan.matters.actions.conclude import conclude
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter
from fengdan.matters.replies import waiting_reply
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.conclusions import Conclusion
from fengdan.rulebook.facts import ReplyState


def approve_reply(
    matter: Matter,
    *,
    comment: str = "",
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Approve the answer that waits; the matter can then be concluded. Raises Refused."""

    def write(entry: Entry) -> None:
        waiting = waiting_reply(entry.matter)
        entry.change(waiting, state=ReplyState.APPROVED, comment=comment, judged_at=at)
        entry.facts = {"reply": waiting.pk}

    return record("approve_reply", matter, actor=actor, at=at, seen=seen, once=once, write=write)


def approve_and_conclude(matter: Matter, *, actor: Actor, at: datetime, **more: Any) -> Matter:
    """Approve, and end the matter as answered: two events, both or none. `more` is as for `approve_reply`."""
    with transaction.atomic():
        approved = approve_reply(matter, actor=actor, at=at, **more)
        if approved.conclusion:  # this very form was saved before
            return approved
        return conclude(approved, conclusion=Conclusion.ANSWERED_BY_UNIT, actor=actor, at=at)
