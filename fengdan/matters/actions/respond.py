"""回应当事人: whoever came to us hears that somebody is at it (接诉即办); the clock `first_reply` stops."""

from dataclasses import dataclass
from datetime import datetime

from fengdan.matters.choices import one_of, said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter, Response
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.facts import Side


@dataclass(frozen=True)
class Responded:
    """`party` is an applicant's id; `words` is what was said to them."""

    party: int
    how: str
    responded_at: datetime
    words: str


def respond(
    matter: Matter,
    *,
    told: Responded,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Record who was told what. Raises Refused."""

    def write(entry: Entry) -> None:
        party = entry.matter.parties.filter(pk=told.party, removed=False).first()
        if party is None:
            raise Refused("没有这名当事人，请重新选择。", "party")
        if party.side != Side.APPLICANT:
            raise Refused("回应的是来找我们的人，请选择申请人。", "party")
        if told.responded_at > at:
            raise Refused("回应时间不能晚于现在。", "responded_at")
        if told.responded_at < entry.matter.registered_at.replace(second=0, microsecond=0):
            raise Refused("回应时间早于登记时间，请核对。", "responded_at")
        row = Response(
            matter=entry.matter,
            party=party,
            how=one_of(Response.How, told.how, "how"),
            responded_at=told.responded_at,
            words=said(told.words, "words", "说了什么"),
        )
        entry.add(row)
        entry.facts = {"response": row.pk}

    return record("respond", matter, actor=actor, at=at, seen=seen, once=once, write=write)
