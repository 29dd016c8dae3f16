"""回访: one attempt to ask one party how it went."""

from dataclasses import dataclass
from datetime import datetime

from fengdan.matters.choices import one_of, said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import FollowUp, Matter
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.errors import Refused


@dataclass(frozen=True)
class Asked:
    """`performed` and `satisfied` are as the party says; None where it was not asked or means nothing."""

    party: int
    how: str
    asked_at: datetime
    reached: bool
    performed: bool | None = None
    satisfied: bool | None = None
    words: str = ""


def follow_up(
    matter: Matter,
    *,
    asked: Asked,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Record the attempt, reached or not. Raises Refused."""

    def write(entry: Entry) -> None:
        party = entry.matter.parties.filter(pk=asked.party, removed=False).first()
        if party is None:
            raise Refused("没有这名当事人，请重新选择。", "party")
        if asked.asked_at > at:
            raise Refused("回访时间不能晚于现在。", "asked_at")
        concluded = entry.matter.concluded_at
        assert concluded is not None
        if asked.asked_at < concluded.replace(second=0, microsecond=0):
            raise Refused("回访时间早于办结时间，请核对。", "asked_at")
        row = FollowUp(
            matter=entry.matter,
            party=party,
            how=one_of(FollowUp.How, asked.how, "how"),
            reached=asked.reached,
            performed=asked.performed if asked.reached else None,
            satisfied=asked.satisfied if asked.reached else None,
            words=said(asked.words, "words", "说了什么") if asked.reached else asked.words,
            asked_at=asked.asked_at,
        )
        entry.add(row)
        entry.facts = {"follow_up": row.pk, "reached": row.reached}

    return record("follow_up", matter, actor=actor, at=at, seen=seen, once=once, write=write)
