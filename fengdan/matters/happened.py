"""What became of an asking meanwhile, for whoever comes too late: told, not just refused."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from fengdan.matters.models import Assignment, Matter
from fengdan.rulebook.actor import LIAISONS, Actor, Role
from fengdan.rulebook.errors import Refused, Stale
from fengdan.rulebook.spoken import spoken
from fengdan.rulebook.stages import TEAM
from fengdan.rulebook.steps import STEPS

Status = Assignment.Status
TAKEN_FROM = (Status.RECALLED, Status.TIMED_OUT, Status.SUPERSEDED)


def _latest(matter: Matter | str, units: Collection[str] | None = None) -> Assignment | None:
    of = {"matter__code": matter} if isinstance(matter, str) else {"matter": matter}
    rows = Assignment.objects.filter(**of).select_related("unit", "mediator").order_by("-pk")
    return (rows if units is None else rows.filter(unit__in=units)).first()


def became(row: Assignment) -> str:
    """One sentence: what and since when. It names no party and no reason."""
    since = spoken(row.answered_at or row.assigned_at)
    team = row.unit.kind == TEAM
    given, took = ("派给", "接单") if team else ("交给", "签收")
    return {
        Status.PENDING: f"已于{since}{given}{row.unit}，正在等它{took}。",
        Status.TAKEN: f"{row.unit}已于{since}{took}" + (f"，由{row.mediator}承办。" if row.mediator else "。"),
        Status.GIVEN_BACK: f"{row.unit}已于{since}退回。",
        Status.RECALLED: f"这一件已于{since}由中心撤回，不用再{took}。",
        Status.TIMED_OUT: f"这一件逾期未{took[:1]}，已于{since}由系统收回，不用再{took}。",
        Status.SUPERSEDED: f"这一件已于{since}改派，不用再{took}。",
        Status.HANDED_UP: f"{row.unit}已于{since}上交。",
        Status.CLOSED: f"这一件已于{since}办结。",
    }[Status(row.status)]


def lost(matter: Matter | str, actor: Actor) -> str:
    """What became of the last asking of the actor's units over a matter (or code), where it was taken from them."""
    units = actor.units_as(Role.LEADER, *LIAISONS)
    row = _latest(matter, units) if units else None
    return became(row) if row is not None and row.status in TAKEN_FROM else ""


def happened(step: str, matter: Matter, actor: Actor, *, late: bool) -> str:
    """What somebody else has done that keeps this step from being taken; nothing where it still could be.

    `late`: the person looked at the matter as it was before.
    """
    if step == "take" and (told := lost(matter, actor)):
        return told
    stage = Matter.objects.values_list("stage", flat=True).get(pk=matter.pk)
    if stage in STEPS[step].before and not late:
        return ""
    row = _latest(matter)
    return became(row) if row is not None else ""


@contextmanager
def telling(step: str, matter: Matter, actor: Actor) -> Iterator[None]:
    """Whoever is second hears what the first one did, and when."""
    try:
        yield
    except Refused as no:
        late = isinstance(no, Stale)
        told = "" if no.field else happened(step, matter, actor, late=late)
        if not told:
            raise
        raise (Stale if late else Refused)(f"{no.reason}{told}") from no
