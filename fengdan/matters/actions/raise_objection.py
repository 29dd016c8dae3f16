"""提出异议: a party does not want the township or village to which the county gave their matter."""

from datetime import datetime

from fengdan.matters.choices import said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Assignment, Matter, Objection
from fengdan.rulebook.actor import Actor, party_of
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.facts import ObjectionState


def raise_objection(
    matter: Matter,
    *,
    party: int,
    words: str,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """The party (id) says in words why not; once a sending down, and duty rules on it. Raises Refused.

    Meanwhile the matter stays where it is and is worked on.
    """

    def write(entry: Entry) -> None:
        assert entry.before is not None
        if party not in entry.before.parties or party_of(entry.actor) not in {None, party}:
            raise Refused("请选择是哪一位当事人提出的。", "party")
        given = entry.matter.assignments.get(objection=ObjectionState.MAY, status__in=Assignment.LIVE)
        row = Objection(
            matter=entry.matter,
            assignment=given,
            party_id=party,
            words=said(words, "words", "为什么不同意"),
            objected_at=entry.at,
        )
        entry.add(row)
        entry.change(given, objection=ObjectionState.RAISED)
        entry.facts = {"objection": row.pk, "party": party}

    return record("raise_objection", matter, actor=actor, at=at, seen=seen, once=once, write=write)
