"""What each step does to the facts of a matter. The ledger writes by it, `verify` replays stored events by it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from fengdan.rulebook.effects.after import AFTER
from fengdan.rulebook.effects.arranging import ARRANGING
from fengdan.rulebook.effects.booking import BOOKING, over
from fengdan.rulebook.effects.change import Change, become
from fengdan.rulebook.effects.conflicts import CONFLICTS
from fengdan.rulebook.effects.orders import ORDERS, no_order
from fengdan.rulebook.effects.passing import PASSING
from fengdan.rulebook.effects.supervision import SUPERVISING
from fengdan.rulebook.effects.time import TIME
from fengdan.rulebook.effects.work import WORK
from fengdan.rulebook.facts import CENTRE, Answer, MatterFacts, Side
from fengdan.rulebook.sources import Level, Risk, above
from fengdan.rulebook.stages import Stage
from fengdan.rulebook.steps import STEPS

__all__ = ["Happening", "apply"]

CHANGES: dict[str, Change] = PASSING | WORK | AFTER | TIME | SUPERVISING | ORDERS | CONFLICTS | BOOKING | ARRANGING


@dataclass(frozen=True)
class Happening:
    """One event: `facts` are the codes and ids written with it, never personal data."""

    step: str
    stage_before: str
    stage_after: str
    holder: str
    role: str
    at: datetime
    facts: Mapping[str, Any]


def apply(event: Happening, before: MatterFacts | None) -> MatterFacts:
    """The facts after an event, by the rules alone."""
    if before is None:
        return _opened(event)
    after = STEPS[event.step].after if event.step in STEPS else None
    said = event.facts
    level = {"tier": said.get("tier", before.tier), "arrived": "tier" in said}
    booked = 0 if over(said) else before.booked
    moved = become(before, stage=after or before.stage, last_at=event.at, booked=booked, **level)
    change = CHANGES.get(event.step)
    done = change(moved, event.facts) if change else moved
    done = no_order(done, said) if "order_ended" in said else done
    # in another round nobody has seen to its colour yet
    seen_to = before.risk if done.round == before.round else Risk.BLUE
    raised = above(done.risk, seen_to)
    return done if done.raised == raised else replace(done, raised=raised)


def _opened(event: Happening) -> MatterFacts:
    """The facts of a matter just registered. Ledgers begun before 交办 say nothing of origin, level and risk."""
    said = event.facts
    sides = {int(party): Side(side) for party, side in said["parties"].items()}
    origin = said.get("origin", CENTRE)
    asked_for = not said.get("on_initiative", False)  # applying is agreeing; being visited on patrol is not
    willing = {side: Answer.AGREED if asked_for and side is Side.APPLICANT else Answer.PENDING for side in Side}
    return MatterFacts(
        Stage.REGISTERED,
        origin,
        event.at,
        parties={party: willing[side] for party, side in sides.items()},
        sides=sides,
        origin=origin,
        service=said.get("service", False),
        level=said.get("level", Level.COUNTY),
        risk=said.get("risk", Risk.BLUE),
        raised=said.get("risk", Risk.BLUE) != Risk.BLUE,
        on_paper=said.get("on_paper", False),
        channel=said.get("channel", ""),
        tier=said.get("tier", 0),
        arrived="tier" in said,
    )
