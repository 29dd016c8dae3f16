"""What a guard is."""

from collections.abc import Callable

from fengdan.rulebook.facts import MatterFacts

Guard = Callable[[MatterFacts], str | None]
