"""What has been agreed on: at most one booking that is still to come."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fengdan.rulebook.effects.change import Change
from fengdan.rulebook.facts import MatterFacts

OVER = ("booking_held", "booking_cancelled")  # by whatever step


def over(said: Mapping[str, Any]) -> bool:
    """Whether the step has brought the booking there was to its end."""
    return any(name in said for name in OVER)


def _book(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    return replace(facts, booked=said["booking"])


def _cancel(facts: MatterFacts, _said: Mapping[str, Any]) -> MatterFacts:
    return replace(facts, booked=0)


BOOKING: dict[str, Change] = {"book": _book, "rebook": _book, "cancel_booking": _cancel}
