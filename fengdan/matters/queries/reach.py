"""The matters an actor may see: where every read of matters starts. Its pure twin is rulebook/sight.py."""

from django.db.models import Q, QuerySet

from fengdan.matters.models import Matter
from fengdan.rulebook.actor import Actor, Role
from fengdan.rulebook.sight import EVERYTHING, FILES_ONLY


def reach(actor: Actor) -> QuerySet[Matter]:
    """Matters this actor may see; nobody else's exist for them."""
    if actor.has(*EVERYTHING):
        return Matter.objects.all()
    mine = Q(pk__in=[])
    if actor.has(Role.ARCHIVIST):
        mine |= Q(stage__in=FILES_ONLY)
    if led := actor.units_as(Role.LEADER):
        mine |= Q(unit_id__in=led)
    if teams := actor.units_as(Role.MEDIATOR):
        mine |= Q(unit_id__in=teams, mediator__user_id=int(actor.id))
    return Matter.objects.filter(mine)
