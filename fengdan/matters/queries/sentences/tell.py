"""What a sentence is made from: the facts of an event and the round it fell in, and the rows written with it."""

from collections.abc import Callable, Mapping
from typing import Any

from fengdan.matters.queries.written import Written

Facts = Mapping[str, Any]
Tell = Callable[[Facts, Written], str]
