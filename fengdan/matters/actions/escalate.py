"""逾期升级: still nothing; it is brought before a named person above, and a 督办 is drafted for a leader to issue."""

from datetime import datetime

from fengdan.matters.entry import Entry
from fengdan.matters.ledger import record
from fengdan.matters.models import Clock, Matter
from fengdan.matters.rung import take_rung
from fengdan.matters.supervising import draft
from fengdan.rulebook.actor import CLOCK
from fengdan.rulebook.rungs import Rung


def escalate(clock: Clock, *, at: datetime) -> Matter:
    """Taken by the clock, once for each limit. Raises Refused when it was taken already or the limit has stopped."""
    take = take_rung(clock, Rung.ESCALATE)

    def write(entry: Entry) -> None:
        take(entry)
        draft(entry, clock)

    return record("escalate", clock.matter, actor=CLOCK, at=at, write=write)
