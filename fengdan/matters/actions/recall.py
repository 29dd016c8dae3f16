"""撤回: the centre calls an assignment back (not to be confused with a party's withdrawal)."""

from datetime import datetime

from fengdan.matters.choices import said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.levels import arrive
from fengdan.matters.models import Assignment, Matter
from fengdan.matters.targets import take_away
from fengdan.rulebook.actor import Actor
from fengdan.units.models import Unit


def recall(
    matter: Matter, *, reason: str, actor: Actor, at: datetime, seen: int | None = None, once: Once | None = None
) -> Matter:
    """Take a matter back from a team or unit, taken or not. Raises Refused."""

    def write(entry: Entry) -> None:
        take_away(entry, Assignment.Status.RECALLED, outcome_reason=said(reason, "reason", "撤回理由"))
        arrive(entry, Unit.Kind.CENTRE)

    return record("recall", matter, actor=actor, at=at, seen=seen, once=once, write=write)
