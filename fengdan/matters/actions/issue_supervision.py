"""签发督办: a named leader, or whoever stands in for them (代签), sends out what was drafted."""

from dataclasses import dataclass
from datetime import datetime

from fengdan.matters.choices import said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter, Supervision
from fengdan.matters.rung import whom_at
from fengdan.matters.supervising import open_one, reply_clock
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.facts import SupervisionState
from fengdan.rulebook.powers import hat
from fengdan.rulebook.rungs import Rung
from fengdan.rulebook.steps import STEPS
from fengdan.rulebook.waiting import SUPERVISION


@dataclass(frozen=True)
class Issued:
    """What goes out: the leader may have changed words and reply limit (`3wd`). `supervision`: the draft they saw."""

    facts: str
    demand: str
    limit: str
    supervision: int | None = None


def issue_supervision(
    matter: Matter,
    *,
    issued: Issued,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Issue the draft; the reply is due within its limit. Raises Refused."""

    def write(entry: Entry) -> None:
        assert entry.before is not None
        row = open_one(entry, SupervisionState.DRAFT, issued.supervision)
        facts, demand = said(issued.facts, "facts_told", "事实"), said(issued.demand, "demand", "要求")
        clock = reply_clock(entry, issued.limit)
        earlier = Supervision.objects.filter(matter=entry.matter)
        # the one before it that had no reply is taken over by this one
        for before in earlier.filter(status=SupervisionState.ISSUED):
            entry.change(before, status=SupervisionState.OVERTAKEN)
        worn = hat(STEPS["issue_supervision"], entry.before, actor)
        entry.change(
            row,
            status=SupervisionState.ISSUED,
            facts=facts,
            demand=demand,
            reply_limit=issued.limit,
            number=f"{entry.matter.code}督{earlier.exclude(number='').count() + 1}",
            issued_at=entry.at,
            issued_by=actor.id,
            on_behalf_of=worn.on_behalf_of if worn else "",
            reply_by=clock.due_at,
        )
        entry.clocks.append(clock)
        entry.facts = {"supervision": row.pk, "kind": row.kind, **_nobody(entry)}

    return record("issue_supervision", matter, actor=actor, at=at, seen=seen, once=once, write=write)


def _nobody(entry: Entry) -> dict[str, object]:
    """The desk of whoever has to reply, where nobody is there: the duty leader is alerted."""
    assert entry.before is not None
    found = whom_at(Rung.REMIND, SUPERVISION, entry.before, entry.at)
    return {"nobody": found["nobody"]} if "nobody" in found else {}
