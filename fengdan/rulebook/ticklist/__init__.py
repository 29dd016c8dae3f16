"""清单化管理: what a matter needs in each of its four parts, what is done, what is missing and whom it waits for."""

from collections.abc import Iterable

from fengdan.rulebook.facts import MatterFacts
from fengdan.rulebook.ticklist.after import after
from fengdan.rulebook.ticklist.handling import handling
from fengdan.rulebook.ticklist.intake import intake
from fengdan.rulebook.ticklist.tick import STATE_LABELS, Happened, Part, State, Tick, Ticking, Timed
from fengdan.rulebook.ticklist.watch import watch

__all__ = ["STATE_LABELS", "Happened", "Part", "State", "Tick", "Timed", "tick_list"]


def tick_list(facts: MatterFacts, events: Iterable[Happened], clocks: Iterable[Timed]) -> list[Part]:
    """The four parts of a matter. `events` are all it has, oldest first."""
    matter = Ticking(facts, tuple(events))
    return [
        Part("接案", intake(matter)),
        Part("化解", handling(matter)),
        Part("督办", watch(matter, clocks)),
        Part("回访", after(matter)),
    ]
