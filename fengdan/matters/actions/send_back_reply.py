"""退回补充: the answer does not answer yet."""

from datetime import datetime

from fengdan.matters.choices import said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter
from fengdan.matters.replies import waiting_reply
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.facts import ReplyState


def send_back_reply(
    matter: Matter,
    *,
    comment: str,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Send the answer that waits back to its unit, saying what is missing. Raises Refused."""

    def write(entry: Entry) -> None:
        waiting = waiting_reply(entry.matter)
        entry.change(waiting, state=ReplyState.SENT_BACK, comment=said(comment, "comment", "要补充什么"), judged_at=at)
        entry.facts = {"reply": waiting.pk}

    return record("send_back_reply", matter, actor=actor, at=at, seen=seen, once=once, write=write)
