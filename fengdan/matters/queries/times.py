"""The times of a matter: its limits, what moved them, its level, and whose hands its time went through."""

from datetime import datetime

from django.utils.functional import cached_property

from fengdan.catalogue.items.models import ItemVersion
from fengdan.catalogue.rules import ladder_in_force, limit_bases, limit_names
from fengdan.database.prepared import Prepared, Slot
from fengdan.matters.models import Clock, Event, Matter
from fengdan.matters.queries.clock_days import Counted, counted
from fengdan.matters.queries.limit_changes import DueMoved, LimitChange, due_moves, limit_changes
from fengdan.matters.queries.shares import Share, shares
from fengdan.matters.queries.shown import ClockShown, clocks_shown
from fengdan.matters.queries.written import Written
from fengdan.rulebook.deadlines import MEDIATION
from fengdan.rulebook.facts import MatterFacts
from fengdan.rulebook.ladder import Tier, tier
from fengdan.rulebook.risk import RISK_RESPONSE
from fengdan.rulebook.stages import OPEN
from fengdan.rulebook.steps import STEPS

_events = Prepared(lambda: Event.objects.filter(matter=Slot("matter")).order_by("-seq"))
_clocks = Prepared(lambda: Clock.objects.filter(matter=Slot("matter")))


class Times:
    """The part of a matter's page that has to do with time; `MatterPage` has the rows."""

    matter: Matter
    facts: MatterFacts
    _at: datetime

    @cached_property
    def _rows(self) -> Written:
        raise NotImplementedError

    @cached_property
    def clocks(self) -> list[ClockShown]:
        return clocks_shown(self._clocks, self._limits)

    @cached_property
    def limit_changes(self) -> list[LimitChange]:
        return limit_changes(self._rows, self.matter.round)

    @cached_property
    def due_moves(self) -> list[DueMoved]:
        return due_moves(self.matter, self._limits)

    @cached_property
    def clock_days(self) -> list[Counted]:
        return counted(self.matter, self._clocks, self._limits, limit_bases())

    @cached_property
    def item(self) -> ItemVersion | None:
        """The version of its service item that the matter goes by."""
        return self.matter.item_version

    @cached_property
    def tier(self) -> Tier | None:
        """The level of 五级九天 it stands on, while it is open."""
        number = self.facts.tier if self.facts.stage in OPEN else 0
        return tier(ladder_in_force(), number) if number else None

    @cached_property
    def shares(self) -> list[Share]:
        return shares(self._events, self._at)

    @cached_property
    def _events(self) -> list[Event]:
        return _events.ask(matter=self.matter.pk)

    @cached_property
    def _clocks(self) -> list[Clock]:
        return _clocks.ask(matter=self.matter.pk)

    @cached_property
    def _limits(self) -> dict[str, str]:
        named = dict(self._rows.limits or limit_names()) | {"take": STEPS["take"].said(self.facts.unit_kind)}
        of_colour = {row.name: named[row.limit] for row in self._clocks if row.name == RISK_RESPONSE}
        return named | {MEDIATION: named.get(self.facts.period, named[MEDIATION])} | of_colour
