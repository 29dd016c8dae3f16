"""The sweep: whatever the clocks ask for as of a moment. Idempotent, killable at any instant, safe twice at once."""

import logging
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from fengdan.matters.actions.climb import climb
from fengdan.matters.actions.escalate import escalate
from fengdan.matters.actions.remind import remind
from fengdan.matters.actions.urge import urge
from fengdan.matters.models import Clock
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.rungs import Rung

TAKE = {Rung.REMIND: remind, Rung.URGE: urge, Rung.ESCALATE: escalate, Rung.CLIMB: climb}
AT_ONCE = 200

log = logging.getLogger(__name__)


@dataclass
class Ticked:
    """How many of each rung were taken, and the codes of matters at which one failed."""

    taken: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)


def tick(at: datetime, *, go_on: Callable[[], bool] = lambda: True) -> Ticked:
    """Take every rung due at `at`, oldest first, each in its own transaction; what is not due costs nothing.

    One that somebody else takes meanwhile is theirs. A matter at which it goes wrong is named, and holds up no other.
    Where `go_on` says no, the rest is left for the next sweep.
    """
    done = Ticked()
    for clock in _due(at):
        if not go_on():
            break
        try:
            _climb(clock, at, done)
        except Refused as no:
            log.info("%s %s: %s", clock.matter.code, clock.name, no.reason)
        except Exception:
            log.exception("%s %s", clock.matter.code, clock.name)
            done.failed.append(clock.matter.code)
    return done


def _due(at: datetime) -> Iterator[Clock]:
    """Running clocks whose rung is due, in pages, each once however often it is asked."""
    seen = Q()
    while page := list(
        Clock.objects.filter(seen, stopped_at=None, rung_at__lte=at)
        .select_related("matter")
        .order_by("rung_at", "id")[:AT_ONCE]
    ):
        moment, last = page[-1].rung_at, page[-1].pk  # before they are worked on
        yield from page
        seen = Q(rung_at__gt=moment) | Q(rung_at=moment, id__gt=last)


def _climb(clock: Clock, at: datetime, done: Ticked) -> None:
    """All the rungs of a clock that are due; after two days without a sweep that is more than one."""
    while clock.stopped_at is None and clock.rung and clock.rung_at is not None and clock.rung_at <= at:
        rung = Rung(clock.rung)
        TAKE[rung](clock, at=at)
        clock.refresh_from_db(fields=["rung", "rung_at", "stopped_at"])
        done.taken[rung if clock.stopped_at or rung is not Rung.CLIMB else Rung.URGE] += 1
