"""逾期升级: still nothing; it is brought before a named person above, and a 督办 is drafted for a leader to issue."""

from fengdan.matters.entry import Entry, Landing
from fengdan.matters.models import Clock
from fengdan.matters.rung import take_rung
from fengdan.matters.supervising import draft
from fengdan.people.away import Office
from fengdan.rulebook.rungs import Rung


def escalate(entry: Entry, clock: Clock, office: Office) -> Landing:
    """What is written with the rung, once for each limit; `sweep` takes it."""
    landing = take_rung(Rung.ESCALATE, entry, clock, office)
    draft(entry, clock, office)
    return landing
