"""催办 by hand: somebody who watches asks whoever has to act, in their own words."""

from datetime import datetime

from fengdan.matters.choices import said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter, Urging
from fengdan.matters.rung import whom_at
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.rungs import Rung


def urge_by_hand(
    matter: Matter,
    *,
    words: str,
    clock: str = "",
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """About one running limit (`clock`), or simply to act. Raises Refused."""

    def write(entry: Entry) -> None:
        assert entry.before is not None
        if clock and not entry.matter.clocks.filter(name=clock, stopped_at=None).exists():
            raise Refused("这个时限没有在走，请重新选择。", "clock")
        row = Urging(
            matter=entry.matter,
            clock=clock,
            words=said(words, "words", "怎么催"),
            urged_at=entry.at,
            urged_by=actor.id,
        )
        entry.add(row)
        entry.facts = {"urging": row.pk, "clock": clock, **whom_at(Rung.URGE, clock, entry.before, entry.at)}

    return record("urge", matter, actor=actor, at=at, seen=seen, once=once, write=write)
