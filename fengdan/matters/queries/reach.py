"""The matters an actor may see: where every read of matters starts. Its pure twin is rulebook/sight.py."""

from collections.abc import Collection
from functools import lru_cache

from django.db.models import F, Q, QuerySet

from fengdan.database.prepared import Prepared, Slot
from fengdan.matters.models import CoMediator, Conference, Matter, Supporting
from fengdan.rulebook.actor import FIELD, LIAISONS, Actor, Role
from fengdan.rulebook.sight import ALWAYS, EVERYTHING
from fengdan.rulebook.stages import CLOSED, OPEN, Stage
from fengdan.units.queries import below

# so many actors' questions are kept put together: reach takes long to compose
KEPT = 100


def reach(actor: Actor) -> QuerySet[Matter]:
    """Matters this actor may see; nobody else's exist for them."""
    if actor.has(*ALWAYS):
        return Matter.objects.all()
    mine = Q(confidential=False) if actor.has(*EVERYTHING) else Q(pk__in=[])
    if actor.has(Role.DISPATCHER):
        mine |= Q(stage=Stage.ACCEPTED)
    if actor.has(Role.FOLLOWUP, Role.ARCHIVIST):
        mine |= Q(stage__in=CLOSED)
    if led := actor.units_as(Role.LEADER):
        mine |= Q(unit_id__in=led)
    if teams := actor.units_as(Role.MEDIATOR):
        mine |= Q(unit_id__in=teams) & mediated_by(actor)
    if units := actor.units_as(*LIAISONS):
        helped = Supporting.objects.filter(unit_id__in=units, ended_at=None)
        mine |= Q(holder_id__in=units) | Q(unit_id__in=units) | Q(pk__in=helped.values("matter_id"))
    if members := actor.units_as(*LIAISONS, Role.LEADER):
        mine |= _conferred_on(members)
    if started := actor.units_as(*FIELD):
        mine |= Q(origin_id__in=started)
    if towns := actor.units_as(Role.TOWN):
        villages = below(towns).values("pk")
        below_us = Q(holder_id__in=villages) | Q(unit_id__in=villages) | Q(origin_id__in=villages)
        mine |= below_us & Q(confidential=False)
    return Matter.objects.filter(mine)


def _conferred_on(members: Collection[str]) -> Q:
    """What these units sit in a 会商 over."""
    held = Conference.objects.filter(members__in=members, round=F("matter__round"))
    return Q(stage__in=OPEN, confidential=False, pk__in=held.values("matter_id"))


def reaches(actor: Actor, code: str) -> bool:
    """Whether this actor may see the matter with this code."""
    return _seen(actor).first(code=code) is not None


@lru_cache(maxsize=KEPT)
def _seen(actor: Actor) -> Prepared[int]:
    return Prepared(lambda: reach(actor).filter(code=Slot("code")).values_list("pk", flat=True))


def mediated_by(actor: Actor) -> Q:
    """What this account mediates now, as the mediator of record or beside them."""
    beside = CoMediator.objects.filter(mediator__user_id=int(actor.id), ended_at=None)
    return Q(mediator__user_id=int(actor.id)) | Q(pk__in=beside.values("matter_id"))
