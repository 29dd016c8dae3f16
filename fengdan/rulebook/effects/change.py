"""What a step does to the facts: a function of the facts before and of what was written with it."""

from collections.abc import Callable, Mapping
from typing import Any

from fengdan.rulebook.facts import MatterFacts

Change = Callable[[MatterFacts, Mapping[str, Any]], MatterFacts]


def become(facts: MatterFacts, **values: Any) -> MatterFacts:
    """What `dataclasses.replace` does, which sets some sixty fields one by one; for what comes by the thousand."""
    after = object.__new__(MatterFacts)
    after.__dict__.update(facts.__dict__, **values)
    return after
