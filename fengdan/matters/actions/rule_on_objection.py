"""裁定异议: duty takes a matter back to the county because a party objected, or says why it stays below."""

from datetime import datetime

from fengdan.matters.choices import said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.levels import arrive
from fengdan.matters.models import Assignment, Matter
from fengdan.matters.targets import take_away
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.facts import ObjectionState
from fengdan.units.models import Unit


def rule_on_objection(
    matter: Matter,
    *,
    upheld: bool,
    ruling: str,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Upheld: the centre decides anew. Not: it stays, and the party reads why. Raises Refused."""

    def write(entry: Entry) -> None:
        assert entry.before is not None
        if upheld and (entry.before.agreement is not None or entry.before.oral):
            raise Refused("已经达成协议，不能再收回；协议有问题的请先作废。", "decision")
        given = entry.matter.assignments.get(objection=ObjectionState.RAISED, status__in=Assignment.LIVE)
        words = said(ruling, "ruling", "理由")
        row = given.objected_to
        entry.change(row, upheld=upheld, ruling=words, ruled_at=entry.at)
        entry.facts = {"objection": row.pk, "upheld": upheld}
        if upheld:
            take_away(entry, Assignment.Status.RECALLED, outcome_reason=words)
            arrive(entry, Unit.Kind.CENTRE)
        else:
            entry.change(given, objection=ObjectionState.HEARD)

    return record("rule_on_objection", matter, actor=actor, at=at, seen=seen, once=once, write=write)
