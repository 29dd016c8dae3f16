"""Every verb of the scripts and the action it takes."""

from collections.abc import Callable

from fengdan.demo.acts import (
    after,
    arranging,
    booking,
    danger,
    handling,
    intake,
    mediation,
    ordering,
    recusing,
    time,
    watching,
)
from fengdan.demo.telling import Telling
from fengdan.matters.models import Matter

__all__ = ["ACTS"]

Act = Callable[[Telling], Matter]

ACTS: dict[str, Act] = intake.ACTS | handling.ACTS | mediation.ACTS | danger.ACTS
ACTS |= after.ACTS | watching.ACTS | time.ACTS | arranging.ACTS | recusing.ACTS | booking.ACTS | ordering.ACTS
