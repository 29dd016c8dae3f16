"""不予受理: with a reason code, a notice, and the way that stands open."""

from datetime import datetime

from fengdan.matters.choices import one_of, said
from fengdan.matters.endings import end
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.conclusions import BY_STEP
from fengdan.rulebook.rejecting import REJECTION_LABELS, Rejection


def reject(
    matter: Matter,
    *,
    code: str,
    explanation: str,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Refuse to take the matter in; `code` says why, `explanation` what it rests on. Raises Refused."""

    def write(entry: Entry) -> None:
        why = one_of(Rejection, code, "code")
        words = said(explanation, "explanation", "具体情况")
        entry.facts = {"code": why}
        end(entry, BY_STEP["reject"], f"{REJECTION_LABELS[why]}。{words}")

    return record("reject", matter, actor=actor, at=at, seen=seen, once=once, write=write)
