"""催办: a limit has run out; whoever has to act is told, and the supervisor."""

from fengdan.matters.entry import Entry, Landing
from fengdan.matters.models import Clock
from fengdan.matters.needs import for_late_order
from fengdan.matters.rung import take_rung
from fengdan.people.away import Office
from fengdan.rulebook.orders import ORDER
from fengdan.rulebook.rungs import Rung


def urge(entry: Entry, clock: Clock, office: Office) -> Landing:
    """What is written with the rung, once for each limit; `sweep` takes it."""
    if clock.name == ORDER:
        for_late_order(entry)
    return take_rung(Rung.URGE, entry, clock, office)
