"""今早先打这五个电话: the five people who can do most about what is late, one line each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from fengdan.catalogue.rules import limit_names
from fengdan.matters.models import CoMediator, Event, Supervision
from fengdan.matters.queries.due import late
from fengdan.matters.queries.reach import reach
from fengdan.matters.queries.rows import titles
from fengdan.matters.rung import first_there
from fengdan.people.away import offices
from fengdan.people.models import User
from fengdan.rulebook.actor import ROLE_LABELS, Actor, Role
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.deadlines import SUPERVISION
from fengdan.rulebook.facts import CENTRE, MatterFacts, SupervisionFacts, SupervisionState
from fengdan.rulebook.rungs import RUNGS, Rung, desks
from fengdan.rulebook.sources import Risk
from fengdan.rulebook.stages import Stage
from fengdan.rulebook.steps import STEPS
from fengdan.rulebook.supervision import Kind
from fengdan.units.models import Unit

PEOPLE = 5
LOOKED_AT = 500  # late limits, the longest late first: who comes after those is not called first
OPENED = 10  # matters of one person that are named
COLUMNS = (
    *("name", "due_at", "matter_id", "matter__code", "matter__risk", "matter__stage", "matter__last_at"),
    *("matter__holder_id", "matter__holder__above_id", "matter__unit_id", "matter__unit__kind"),
    "matter__mediator__user_id",
)


@dataclass(frozen=True)
class Late:
    """A late matter: its first late limit and since when; `last` is the last thing anybody did, `last_at` when."""

    code: str
    who: str
    limit: str
    due_at: datetime
    last: str
    last_at: datetime


@dataclass(frozen=True)
class Call:
    """Whom to call about what. `late` are the first of `count` matters, the worst first; `phone` may be empty."""

    name: str
    post: str
    phone: str
    count: int
    late: list[Late]


@dataclass
class _Person:
    role: Role
    unit: str
    matters: dict[int, Any] = field(default_factory=dict)


def first_calls(actor: Actor, at: datetime) -> list[Call]:
    """The most urgent first, nobody twice: red before others, then the longest late.

    Whoever is away is represented by their stand-in; where nobody is left, those above have to be called.
    """
    seen = reach(actor).values("pk")
    rows: list[Any] = list(late(at).filter(matter__in=seen).values(*COLUMNS)[:LOOKED_AT])
    rows.sort(key=lambda row: row["matter__risk"] != Risk.RED)  # stable: then by how late
    found = _people(rows, at)
    return _told(dict(list(found.items())[:PEOPLE]))


def _people(rows: list[Any], at: datetime) -> dict[int, _Person]:
    """User id → their late matters, in the order of the rows."""
    beside: dict[int, set[str]] = {}
    for matter, user in CoMediator.objects.filter(
        matter__in={row["matter_id"] for row in rows}, ended_at=None, mediator__user__isnull=False
    ).values_list("matter_id", "mediator__user_id"):
        beside.setdefault(matter, set()).add(str(user))
    ours = _ours({row["matter_id"] for row in rows if row["name"] == SUPERVISION})
    asked = [(row, _facts(row, beside, ours)) for row in rows]
    wanted = [desks(Rung.URGE, row["name"], facts) for row, facts in asked]
    office = offices({unit for each in wanted for _, unit in each}, at.astimezone(ZONE).date())
    found: dict[int, _Person] = {}
    for (row, facts), each in zip(asked, wanted, strict=True):
        there = first_there(each, office, facts.mediators)
        if there is not None:
            user, (roles, unit) = there
            role = next(held for _, held in office.held[unit] if held in roles)
            found.setdefault(user, _Person(role, unit)).matters.setdefault(row["matter_id"], row)
    return found


def _ours(matters: set[int]) -> set[int]:
    """Those of these matters in which the centre itself has to reply to a 督办. No query without any."""
    if not matters:
        return set()
    live = Supervision.objects.filter(matter__in=matters, status=SupervisionState.ISSUED, unit=CENTRE)
    return set(live.values_list("matter_id", flat=True))


TO_US = {0: SupervisionFacts(SupervisionState.ISSUED, Kind.ORDER, CENTRE)}


def _facts(row: Any, beside: Mapping[int, set[str]], ours: set[int]) -> MatterFacts:
    """As much as tells whose a clock is."""
    return MatterFacts(
        Stage(row["matter__stage"]),
        row["matter__holder_id"],
        row["matter__last_at"],
        unit=row["matter__unit_id"] or "",
        unit_kind=row["matter__unit__kind"] or "",
        mediator=str(row["matter__mediator__user_id"] or ""),
        co_mediators=frozenset(beside.get(row["matter_id"], ())),
        above=row["matter__holder__above_id"] or "",
        supervisions=TO_US if row["matter_id"] in ours else {},
    )


def _told(found: Mapping[int, _Person]) -> list[Call]:
    shown = {matter for person in found.values() for matter in list(person.matters)[:OPENED]}
    users = User.objects.in_bulk(found)
    units = Unit.objects.in_bulk({person.unit for person in found.values()})
    names, limits, last = titles(shown), limit_names(), _last(shown)
    calls = []
    for user, person in found.items():
        unit = units[person.unit]
        matters = [
            Late(
                code=row["matter__code"],
                who=names[matter],
                limit=limits[row["name"]],
                due_at=row["due_at"],
                last=STEPS[last[matter][0]].label,
                last_at=last[matter][1],
            )
            for matter, row in list(person.matters.items())[:OPENED]
        ]
        post = ROLE_LABELS[person.role] if person.unit == CENTRE else f"{unit.name} {ROLE_LABELS[person.role]}"
        calls.append(Call(users[user].name, post, users[user].phone or unit.phone, len(person.matters), matters))
    return calls


def _last(matters: set[int]) -> dict[int, tuple[str, datetime]]:
    """Matter id → the last step somebody took, and when; what the clock did is nothing done."""
    events = Event.objects.filter(matter__in=matters).exclude(step__in=RUNGS).order_by("matter_id", "seq")
    return {matter: (step, at) for matter, step, at in events.values_list("matter_id", "step", "at")}
