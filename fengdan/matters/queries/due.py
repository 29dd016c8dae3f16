"""已逾期, 今日到期, 明日到期: what runs out, for whoever has to act before it does."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from django.db.models import Count, DateTimeField, OuterRef, Q, QuerySet, Subquery, Value

from fengdan.database.prepared import Prepared, Slot
from fengdan.matters.models import Clock, CoMediator, Matter, Supervision
from fengdan.matters.queries.reach import KEPT, reach
from fengdan.rulebook.actor import LIAISONS, Actor, Role
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.deadlines import RIGHTS
from fengdan.rulebook.facts import CENTRE, SupervisionState
from fengdan.rulebook.risk import RISK_CLOCKS
from fengdan.rulebook.rungs import BY_COLOUR, OWNERS
from fengdan.rulebook.stages import TEAM
from fengdan.rulebook.waiting import SUPERVISION

Moments = Mapping[str, datetime | Slot]


class Due(StrEnum):
    OVERDUE = "overdue"
    TODAY = "today"
    TOMORROW = "tomorrow"


DUE_LABELS = {Due.OVERDUE: "已逾期", Due.TODAY: "今日到期", Due.TOMORROW: "明日到期"}
# a reply that the centre itself owes, whoever has the matter
_TO_US = Supervision.objects.filter(status=SupervisionState.ISSUED, unit=CENTRE)
_OURS = Q(name=SUPERVISION, matter__in=_TO_US.values("matter_id"))
WATCH = (Role.DIRECTOR, Role.SUPERVISOR)  # they see whatever runs out, whoever has to act


def due(actor: Actor, when: Due, at: datetime) -> QuerySet[Matter]:
    """Matters in reach with a limit of the actor's own that runs out then, the longest late first.

    `own_due` is when the first of these limits does.
    """
    return _due(actor, when, _moments(at))


def _due(actor: Actor, when: Due, moments: Moments) -> QuerySet[Matter]:
    clocks = _whose(actor, _running(when, moments))
    first = clocks.filter(matter=OuterRef("pk")).order_by("due_at").values("due_at")[:1]
    found = reach(actor).filter(pk__in=clocks.order_by().values("matter_id"))
    return found.annotate(own_due=Subquery(first)).order_by("own_due", "id")


def counts(actor: Actor, at: datetime) -> list[tuple[Due, str, int]]:
    """How many each list has, with its name. One query."""
    found = _counted(actor).first(**_moments(at)) or (0,) * len(DUE_LABELS)
    return [(when, label, many) for (when, label), many in zip(DUE_LABELS.items(), found, strict=True)]


@lru_cache(maxsize=KEPT)
def _counted(actor: Actor) -> Prepared[tuple[int, ...]]:
    slots: Moments = {name: Slot(name, DateTimeField()) for name in ("now", "midnight", "next_midnight")}
    spans = _spans(slots)

    def build() -> QuerySet[Clock, tuple[int, ...]]:
        clocks = _whose(actor, _office(slots)).order_by()
        counted = clocks.filter(matter__in=reach(actor).values("pk")).values(all=Value(1))
        return counted.annotate(
            **{when: Count("matter", distinct=True, filter=spans[when]) for when in DUE_LABELS}
        ).values_list(*DUE_LABELS)

    return Prepared(build)


def running(when: Due, at: datetime) -> QuerySet[Clock]:
    """The office's own limits that run out then, whoever has to act."""
    return _running(when, _moments(at))


def late(at: datetime) -> QuerySet[Clock]:
    """The office's own limits that have run out, the longest ago first."""
    return _running(Due.OVERDUE, _moments(at)).order_by("due_at", "id")


def _moments(at: datetime) -> Moments:
    midnight = at.astimezone(ZONE).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return {"now": at, "midnight": midnight, "next_midnight": midnight + timedelta(days=1)}


def _spans(moments: Moments) -> dict[Due, Q]:
    now, midnight, next_midnight = (moments[name] for name in ("now", "midnight", "next_midnight"))
    return {
        Due.OVERDUE: Q(due_at__lt=now),
        Due.TODAY: Q(due_at__gte=now, due_at__lt=midnight),
        Due.TOMORROW: Q(due_at__gte=midnight, due_at__lt=next_midnight),
    }


def _office(moments: Moments) -> QuerySet[Clock]:
    """The office's own limits that run out by tomorrow; only matters where one does are looked at (`next_due`)."""
    soon = moments["next_midnight"]
    running = Clock.objects.filter(stopped_at=None, paused=False, due_at__lt=soon, matter__next_due__lt=soon)
    return running.exclude(name__in=RIGHTS)


def _running(when: Due, moments: Moments) -> QuerySet[Clock]:
    return _office(moments).filter(_spans(moments)[when])


def _whose(actor: Actor, clocks: QuerySet[Clock]) -> QuerySet[Clock]:
    """Those of them that are this actor's to act on, or to watch."""
    return clocks if actor.has(*WATCH) else clocks.filter(_own(actor))


def _own(actor: Actor) -> Q:
    """The clocks this actor has to act on: rulebook.rungs.owner, said to the database."""
    named = [name for name, (roles, unit) in OWNERS.items() if actor.units_as(*roles) & {unit}]
    rest = Q(pk__in=[])
    waits = Q(name="take") | Q(matter__mediator=None)
    if led := actor.units_as(Role.LEADER):
        rest |= Q(waits, matter__holder__kind=TEAM, matter__unit__in=led)
    if teams := actor.units_as(Role.MEDIATOR):
        beside = CoMediator.objects.filter(mediator__user_id=int(actor.id), ended_at=None)
        me = Q(matter__mediator__user_id=int(actor.id)) | Q(matter__in=beside.values("matter_id"))
        rest |= Q(~waits, me, matter__holder__kind=TEAM, matter__unit__in=teams)
    if units := actor.units_as(*LIAISONS):
        rest |= Q(matter__holder__in=units)
    rest &= ~_OURS
    if CENTRE in actor.units_as(Role.DUTY):
        rest |= Q(matter__holder=CENTRE) | _OURS
    mine = [colour for colour, (roles, unit) in BY_COLOUR.items() if actor.units_as(*roles) & {unit}]
    return Q(name__in=named) | _of_colour(mine) | (~Q(name__in=list(OWNERS)) & ~_of_colour(BY_COLOUR) & rest)


def _of_colour(colours: Iterable[str]) -> Q:
    return Q(name__in=RISK_CLOCKS, matter__risk__in=list(colours))
