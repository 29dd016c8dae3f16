"""当场答复: what somebody asked is answered at once, and the matter is over."""

from datetime import datetime

from fengdan.matters.choices import said
from fengdan.matters.endings import end
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.conclusions import BY_STEP


def answer(
    matter: Matter,
    *,
    text: str,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Answer on the spot (首问负责). Raises Refused."""

    def write(entry: Entry) -> None:
        end(entry, BY_STEP["answer"], said(text, "text", "怎么答复的"))

    return record("answer", matter, actor=actor, at=at, seen=seen, once=once, write=write)
