"""逾期升级: still nothing; it is brought before a named person above, whoever of them is there."""

from fengdan.matters.entry import Entry, Landing
from fengdan.matters.models import Clock
from fengdan.matters.rung import take_rung
from fengdan.people.away import Office
from fengdan.rulebook.rungs import Rung


def escalate(entry: Entry, clock: Clock, office: Office) -> Landing:
    """What is written with the rung, once for each limit; `sweep` takes it."""
    return take_rung(Rung.ESCALATE, entry, clock, office)
