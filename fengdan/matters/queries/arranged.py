"""What is arranged about a matter: who is wanted, who may, when and where they meet, what is still to be done."""

from datetime import datetime

from django.utils.functional import cached_property

from fengdan.matters.queries.asking import Asking, asking, proposals
from fengdan.matters.queries.booked import BookingShown, bookings
from fengdan.matters.queries.conflicts import Able, ConflictShown, able, conflicts
from fengdan.matters.queries.history import Told
from fengdan.matters.queries.needs import NeedShown, needs_of
from fengdan.matters.queries.ordering import OrderShown, order_of
from fengdan.matters.queries.preparing import Preparing, preparing
from fengdan.matters.queries.tasks import TaskShown, tasks_shown
from fengdan.matters.queries.times import Times
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.sight import may_see_address, may_see_conflicts


class Arranged(Times):
    """The part of a matter's page that has to do with people and meetings; `MatterPage` has the rows."""

    _actor: Actor

    @cached_property
    def history(self) -> list[Told]:
        raise NotImplementedError

    @cached_property
    def order(self) -> OrderShown | None:
        return order_of(self.matter, self.facts, self._rows, self._at.astimezone(ZONE).date())

    @cached_property
    def asking(self) -> Asking | None:
        return asking(self.matter, self.item)

    @cached_property
    def proposals(self) -> list[tuple[int, datetime]]:
        """Numbers and moments of the proposals kept with it."""
        return proposals(self._events)

    @cached_property
    def needs(self) -> list[NeedShown]:
        return needs_of(self.matter, self._rows)

    @cached_property
    def tasks(self) -> list[TaskShown]:
        return tasks_shown(self.matter, self._rows, self._at.astimezone(ZONE).date())

    @cached_property
    def preparing(self) -> Preparing:
        return preparing(self._actor, self.matter, self.facts, self.history, self._rows, self._at)

    @property
    def sees_conflicts(self) -> bool:
        return may_see_conflicts(self._actor, self.facts)

    @cached_property
    def able(self) -> Able:
        return able(self.matter, self._at.astimezone(ZONE).date(), in_full=self.sees_conflicts)

    @cached_property
    def conflicts(self) -> list[ConflictShown]:
        return conflicts(self._actor, self._rows, in_full=self.sees_conflicts)

    @cached_property
    def bookings(self) -> list[BookingShown]:
        told = may_see_address(self._actor, self.facts) or not self.facts.protected
        return bookings(self._rows, self._at, address=told)
