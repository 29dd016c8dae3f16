"""The sweep: whatever the clocks ask for as of a moment. Idempotent, killable at any instant, safe twice at once."""

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from fengdan.matters.actions.climb import climb
from fengdan.matters.actions.escalate import escalate
from fengdan.matters.actions.remind import remind
from fengdan.matters.actions.sweep import Swept, Take, sweep
from fengdan.matters.actions.time_out import time_out
from fengdan.matters.actions.urge import urge
from fengdan.matters.models import Clock, Matter
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.rungs import Rung

# how each rung is taken: with those of other matters in one transaction, or, where it moves the matter, by itself
TOGETHER: Mapping[Rung, Take] = {Rung.REMIND: remind, Rung.URGE: urge, Rung.ESCALATE: escalate}
ALONE: Mapping[Rung, Callable[[Clock, datetime], bool]] = {Rung.CLIMB: climb, Rung.TIME_OUT: time_out}
AT_ONCE = 200

log = logging.getLogger(__name__)
GoOn = Callable[[], bool]


@dataclass
class Ticked:
    """How many of each rung were taken, and the codes of matters at which one failed."""

    taken: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)


def tick(at: datetime, *, go_on: GoOn = lambda: True) -> Ticked:
    """Take every rung due at `at`, oldest first at each matter, up to `AT_ONCE` matters in a transaction.

    What is not due costs nothing. What somebody else takes meanwhile is theirs. A matter at which it goes wrong is
    named, and holds up no other. Where `go_on` says no, the rest is left for the next sweep.
    """
    done = Ticked()
    wrong: set[int] = set()
    for matters in _due(at):
        waiting = [matter for matter in matters if matter not in wrong]
        while waiting and go_on():
            swept = _sweep(waiting, at, wrong, done)
            waiting = [clock.matter_id for clock in swept.alone if _alone(clock, at, wrong, done)]
        if waiting:
            break
    return done


def _due(at: datetime) -> Iterator[list[int]]:
    """Matters (ids) with a running clock whose rung is due, in pages, those of the oldest first."""
    seen = Q()
    while page := list(
        Clock.objects.filter(seen, stopped_at=None, rung_at__lte=at)
        .order_by("rung_at", "id")
        .values_list("rung_at", "id", "matter_id")[:AT_ONCE]
    ):
        moment, last, _ = page[-1]
        yield list(dict.fromkeys(matter for *_, matter in page))
        seen = Q(rung_at__gt=moment) | Q(rung_at=moment, id__gt=last)


def _sweep(matters: list[int], at: datetime, wrong: set[int], done: Ticked) -> Swept:
    """Together; where that goes wrong by halves, down to the one matter at which it does."""
    try:
        swept = sweep(matters, at, TOGETHER)
    except Exception as fault:  # noqa: BLE001 - no matter may hold up the others
        if len(matters) == 1:
            _name(matters[0], fault, wrong, done)
            return Swept()
        half = len(matters) // 2
        first, second = (_sweep(part, at, wrong, done) for part in (matters[:half], matters[half:]))
        return Swept(alone=first.alone + second.alone)
    done.taken += swept.taken
    return swept


def _alone(clock: Clock, at: datetime, wrong: set[int], done: Ticked) -> bool:
    """One rung in a transaction of its own; whether the sweep goes on with its matter."""
    rung = Rung(clock.rung)
    try:
        taken = ALONE[rung](clock, at)
    except Exception as fault:  # noqa: BLE001 - no matter may hold up the others
        _name(clock.matter_id, fault, wrong, done)
        return False
    done.taken[rung] += taken
    return True


def _name(matter: int, fault: Exception, wrong: set[int], done: Ticked) -> None:
    """Left out for the rest of this sweep. What is refused is no fault: somebody was first."""
    wrong.add(matter)
    code = Matter.objects.values_list("code", flat=True).get(pk=matter)
    if isinstance(fault, Refused):
        log.info("%s: %s", code, fault.reason)
    else:
        log.error("%s", code, exc_info=fault)
        done.failed.append(code)
