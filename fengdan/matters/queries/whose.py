"""Whom to ring about a limit that runs out: whoever has to act and is there, else those above."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery

from fengdan.matters.known import by_hand
from fengdan.matters.models import CoMediator, Event, Supervision
from fengdan.matters.rung import first_there
from fengdan.people.away import offices
from fengdan.people.models import User
from fengdan.rulebook.actor import ROLE_LABELS, Role
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.facts import CENTRE, MatterFacts, SupervisionFacts, SupervisionState
from fengdan.rulebook.rungs import Rung, desks
from fengdan.rulebook.stages import Stage
from fengdan.rulebook.supervision import Kind
from fengdan.rulebook.waiting import SUPERVISION
from fengdan.units.models import Unit

# what has to be read of a clock and its matter
COLUMNS = (
    *("name", "due_at", "matter_id", "matter__code", "matter__risk", "matter__stage", "matter__last_at"),
    *("matter__holder_id", "matter__holder__above_id", "matter__unit_id", "matter__unit__kind"),
    *("matter__mediator__user_id", "matter__confidential"),
)
TO_US = {0: SupervisionFacts(SupervisionState.ISSUED, Kind.ORDER, CENTRE)}


@dataclass(frozen=True)
class Post:
    """Somebody who is there: their user id, and the role and unit they answer for."""

    user: int
    role: Role
    unit: str


@dataclass(frozen=True)
class Line:
    """A name, the post, and the telephone: their own or the unit's; it may be empty."""

    name: str
    post: str
    phone: str


def whose(rows: list[Any], at: datetime) -> list[Post | None]:
    """For each clock (its `COLUMNS`) who can be rung, in the order given. Four queries, one or two more.

    Whoever is away is represented by their stand-in; where nobody is left, those above have to be called.
    """
    matters = {row["matter_id"] for row in rows}
    beside = _beside(matters)
    ours = _ours({row["matter_id"] for row in rows if row["name"] == SUPERVISION})
    asked = [(row, _facts(row, beside, ours)) for row in rows]
    wanted = [desks(Rung.URGE, row["name"], facts) for row, facts in asked]
    office = offices({unit for each in wanted for _, unit in each}, at.astimezone(ZONE).date())
    found: list[Post | None] = []
    for (_, facts), each in zip(asked, wanted, strict=True):
        there = first_there(each, office, facts.mediators)
        if there is None:
            found.append(None)
            continue
        user, (roles, unit) = there
        found.append(Post(user, next(held for _, held in office.held[unit] if held in roles), unit))
    return found


def _beside(matters: Collection[int]) -> dict[int, set[str]]:
    """Matter id → user ids of those who mediate beside the lead."""
    beside: dict[int, set[str]] = {}
    there = CoMediator.objects.filter(matter__in=matters, ended_at=None, mediator__user__isnull=False)
    for matter, user in there.values_list("matter_id", "mediator__user_id"):
        beside.setdefault(matter, set()).add(str(user))
    return beside


def _ours(matters: Collection[int]) -> set[int]:
    """Those of these matters in which the centre itself has to reply to a 督办. No query without any."""
    if not matters:
        return set()
    live = Supervision.objects.filter(matter__in=matters, status=SupervisionState.ISSUED, unit=CENTRE)
    return set(live.values_list("matter_id", flat=True))


def _facts(row: Any, beside: Mapping[int, set[str]], ours: Collection[int]) -> MatterFacts:
    """As much as tells whose a clock is."""
    return MatterFacts(
        Stage(row["matter__stage"]),
        row["matter__holder_id"],
        row["matter__last_at"],
        risk=row["matter__risk"],
        unit=row["matter__unit_id"] or "",
        unit_kind=row["matter__unit__kind"] or "",
        mediator=str(row["matter__mediator__user_id"] or ""),
        co_mediators=frozenset(beside.get(row["matter_id"], ())),
        above=row["matter__holder__above_id"] or "",
        confidential=row["matter__confidential"],
        supervisions=TO_US if row["matter_id"] in ours else {},
    )


def lines(posts: Iterable[Post]) -> dict[Post, Line]:
    """Name, post and telephone of these. Two queries."""
    posts = set(posts)
    users = User.objects.in_bulk({post.user for post in posts})
    units = Unit.objects.in_bulk({post.unit for post in posts})
    return {post: _line(post, users[post.user], units[post.unit]) for post in posts}


def _line(post: Post, user: User, unit: Unit) -> Line:
    label = ROLE_LABELS[post.role]
    return Line(user.name, label if post.unit == CENTRE else f"{unit.name} {label}", user.phone or unit.phone)


def last_done(matters: Collection[int]) -> dict[int, tuple[str, datetime]]:
    """Matter id → the last step somebody took, and when; what the clock did is nothing done. One query."""
    done = by_hand(Event.objects.filter(matter=OuterRef("matter"))).order_by("-seq")
    events = Event.objects.filter(matter__in=matters, seq=Subquery(done.values("seq")[:1]))
    return {matter: (step, at) for matter, step, at in events.values_list("matter_id", "step", "at")}
