"""拟督办单 by hand: which fault, what happened, what is demanded; nothing is sent before a leader has issued it."""

from dataclasses import dataclass
from datetime import datetime

from fengdan.catalogue.supervision import ways_in_force
from fengdan.matters.choices import one_of, said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter, Supervision
from fengdan.matters.supervising import add_draft
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.facts import SupervisionState
from fengdan.rulebook.supervision import Fault, Kind, addressed, of_state


@dataclass(frozen=True)
class Wanted:
    """`kind` and `fault` are codes, `clock` the limit it is about, if any."""

    kind: str
    fault: str
    facts: str
    demand: str
    clock: str = ""


def draft_supervision(
    matter: Matter,
    *,
    wanted: Wanted,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Draft it for the director to issue. Raises Refused."""

    def write(entry: Entry) -> None:
        assert entry.before is not None
        if wanted.clock and not entry.matter.clocks.filter(name=wanted.clock, stopped_at=None).exists():
            raise Refused("这个时限没有在走，请重新选择。", "clock")
        kind = one_of(Kind, wanted.kind, "kind")
        waits = of_state(entry.before, SupervisionState.ISSUED)
        add_draft(
            entry,
            Supervision(
                matter=entry.matter,
                kind=kind,
                fault=one_of(Fault, wanted.fault, "fault"),
                clock=wanted.clock,
                unit_id=addressed(wanted.clock, entry.before),
                facts=said(wanted.facts, "facts_told", "事实"),
                demand=said(wanted.demand, "demand", "要求"),
                reply_limit=str(ways_in_force().replies[kind]),
                follows_id=next(iter(waits), None),
                drafted_at=entry.at,
                drafted_by=actor.id,
            ),
        )

    return record("draft_supervision", matter, actor=actor, at=at, seen=seen, once=once, write=write)
