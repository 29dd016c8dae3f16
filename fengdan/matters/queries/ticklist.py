"""The four-part tick list of a matter, from the events and clocks its page has read already."""

from collections.abc import Iterable, Mapping

from fengdan.matters.models import Clock
from fengdan.matters.queries.history import Told
from fengdan.rulebook.facts import MatterFacts
from fengdan.rulebook.ticklist import Happened, Part, Timed, tick_list


def ticks(facts: MatterFacts, history: Iterable[Told], clocks: Iterable[Clock], names: Mapping[str, str]) -> list[Part]:
    """`history` in any order; `names` are the county's names of the limits, by code."""
    events = [Happened(told.step, told.at, told.by) for told in sorted(history, key=lambda told: told.seq)]
    timed = [Timed(clock.name, names[clock.name], clock.due_at, clock.stopped_at) for clock in clocks]
    return tick_list(facts, events, timed)
