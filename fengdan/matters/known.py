"""What is the same for all matters of a transaction, read once, when it is first asked for."""

from collections.abc import Collection
from datetime import datetime
from functools import cached_property

from django.db.models import OuterRef, QuerySet, Subquery

from fengdan.catalogue.rules import limit_names
from fengdan.catalogue.supervision import ways_in_force
from fengdan.matters.models import Event, Matter
from fengdan.rulebook.actor import Role
from fengdan.rulebook.rungs import RUNGS
from fengdan.rulebook.supervision import Ways
from fengdan.units.models import Unit


class Known:
    """For these matters (ids), and any other that somebody asks about."""

    def __init__(self, matters: Collection[int] = ()) -> None:
        self._matters = matters
        self._last: dict[int, tuple[str, datetime] | None] = {}

    @cached_property
    def ways(self) -> Ways:
        return ways_in_force()

    @cached_property
    def limit_names(self) -> dict[str, str]:
        return limit_names()

    @cached_property
    def unit_names(self) -> dict[str, str]:
        return dict(Unit.objects.values_list("pk", "name"))

    def last_by_hand(self, matter: int) -> tuple[str, datetime] | None:
        """The last step somebody took, and when; what the clock did is nothing done. One query for all of them."""
        if matter not in self._last:
            self._last |= _last_by_hand({matter, *self._matters})
        return self._last[matter]


def by_hand(events: QuerySet[Event]) -> QuerySet[Event]:
    """Without what the clock did, and without urging, by whomever: nothing of it is work done."""
    return events.exclude(step__in=RUNGS).exclude(role=Role.CLOCK)


def _last_by_hand(matters: Collection[int]) -> dict[int, tuple[str, datetime] | None]:
    done = by_hand(Event.objects.filter(matter=OuterRef("pk"))).order_by("-seq")
    lasts = Matter.objects.filter(pk__in=matters).annotate(
        step=Subquery(done.values("step")[:1]), done_at=Subquery(done.values("at")[:1])
    )
    return {
        pk: (step, done_at) if step and done_at else None
        for pk, step, done_at in lasts.values_list("pk", "step", "done_at")
    }
