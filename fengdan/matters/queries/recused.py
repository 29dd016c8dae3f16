"""Which matters wait because of 回避: for a decision, or for another mediator."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from fengdan.matters.models import CoMediator, Conflict, Matter
from fengdan.rulebook.actor import Actor, Role
from fengdan.rulebook.conflicts import Status
from fengdan.rulebook.recusing import IN_HAND
from fengdan.rulebook.stages import OPEN


def challenged(matters: QuerySet[Matter], actor: Actor) -> QuerySet[Matter]:
    """A leader decides about their own team."""
    raised = Conflict.objects.filter(status=Status.RAISED)
    found = matters.filter(stage__in=IN_HAND, pk__in=raised.values("matter_id"))
    return found if actor.has(Role.DUTY) else found.filter(unit_id__in=actor.units_as(Role.LEADER))


def set_aside(matters: QuerySet[Matter], actor: Actor) -> QuerySet[Matter]:
    """Whoever mediates, alone or beside another, has to step aside: their leader names somebody else."""
    standing = Conflict.objects.filter(matter=OuterRef("pk"), status=Status.STANDING)
    beside = CoMediator.objects.filter(matter=OuterRef("matter"), mediator=OuterRef("mediator"), ended_at=None)
    who = Q(mediator=OuterRef("mediator")) | Q(Exists(beside))
    return matters.filter(Exists(standing.filter(who)), stage__in=IN_HAND, unit_id__in=actor.units_as(Role.LEADER))


def overriding(matters: QuerySet[Matter], actor: Actor) -> QuerySet[Matter]:
    """An exception somebody else asked for."""
    asked = Conflict.objects.filter(status=Status.STANDING, decided_at=None).exclude(asked_by__in=["", actor.id])
    return matters.filter(stage__in=OPEN, pk__in=asked.values("matter_id"))
