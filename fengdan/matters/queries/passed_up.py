"""上交, 逐级上报 of one matter: from which level to which, when and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from fengdan.matters.models import Event, HandUp
from fengdan.matters.queries.written import Written


@dataclass(frozen=True)
class PassedUp:
    """One time. `left` and `reached` are levels of 五级九天 (0: none), `seq` is that of its event."""

    left: int
    reached: int
    from_unit: str
    to_unit: str
    reason: str
    handover: str
    at: datetime
    seq: int


def passed_up(events: Iterable[Event], rows: Written) -> list[PassedUp]:
    """Oldest first, by the events that tell of it. No query."""
    found, level = [], 0
    for event in sorted(events, key=lambda each: each.seq):
        reached = event.facts.get("tier", level)
        if "hand_up" in event.facts:
            found.append(_passed(rows.hand_ups[event.facts["hand_up"]], level, reached, event.seq))
        level = reached
    return found


def _passed(row: HandUp, left: int, reached: int, seq: int) -> PassedUp:
    reason = HandUp.Reason(row.reason).label
    return PassedUp(left, reached, row.from_unit.name, row.to_unit.name, reason, row.handover, row.handed_at, seq)
