"""The matters an actor may see: where every read of matters starts. Its pure twin is rulebook/sight.py."""

from django.db.models import Q, QuerySet

from fengdan.matters.models import Matter, Supporting
from fengdan.rulebook.actor import FIELD, LIAISONS, Actor, Role
from fengdan.rulebook.sight import EVERYTHING, FILES_ONLY
from fengdan.units.queries import below


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
    if units := actor.units_as(*LIAISONS):
        helped = Supporting.objects.filter(unit_id__in=units, ended_at=None)
        mine |= Q(holder_id__in=units) | Q(unit_id__in=units) | Q(pk__in=helped.values("matter_id"))
    if started := actor.units_as(*FIELD):
        mine |= Q(origin_id__in=started)
    if towns := actor.units_as(Role.TOWN):
        villages = below(towns).values("pk")
        mine |= Q(holder_id__in=villages) | Q(unit_id__in=villages) | Q(origin_id__in=villages)
    return Matter.objects.filter(mine)
