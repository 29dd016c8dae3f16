"""What a step does to the facts: a function of the facts before and of what was written with it."""

from collections.abc import Callable, Mapping
from typing import Any

from fengdan.rulebook.facts import MatterFacts

Change = Callable[[MatterFacts, Mapping[str, Any]], MatterFacts]
