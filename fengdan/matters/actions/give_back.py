"""退单."""

from datetime import datetime

from fengdan.matters.choices import one_of, said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Assignment, Matter
from fengdan.rulebook.actor import Actor


def give_back(
    matter: Matter,
    *,
    code: str,
    reason: str,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Give an assignment back, once per team and matter, with a reason code and what it rests on. Raises Refused."""

    def write(entry: Entry) -> None:
        pending = entry.matter.assignments.get(status=Assignment.Status.PENDING)
        entry.change(
            pending,
            status=Assignment.Status.GIVEN_BACK,
            answered_at=at,
            return_code=one_of(Assignment.ReturnCode, code, "code"),
            outcome_reason=said(reason, "reason", "具体情况和依据"),
        )
        entry.facts = {"assignment": pending.pk, "code": code}

    return record("give_back", matter, actor=actor, at=at, seen=seen, once=once, write=write)
