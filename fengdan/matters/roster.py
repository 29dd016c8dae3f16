"""Every mediator as a proposal sees them, and which teams turned a matter down: three queries with the weights."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, DateField, Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from fengdan.database.prepared import Prepared, Slot, SlotList
from fengdan.matters.models import Assignment, CoMediator, Matter, PastRound
from fengdan.people.models import Absence
from fengdan.rulebook.assigning import CONFLICT
from fengdan.rulebook.proposing import Person, TeamPlace
from fengdan.rulebook.stages import OPEN
from fengdan.teams.models import CommitteeMember, TeamMember
from fengdan.units.models import Unit
from fengdan.units.queries import active_on, serves

STAGES = sorted(stage.value for stage in OPEN)


@dataclass(frozen=True)
class Roster:
    """All places in teams on a day. `names` and `team_names` are for the page; a proposal keeps codes alone."""

    people: tuple[Person, ...]
    teams: Mapping[str, TeamPlace]
    names: Mapping[str, str]
    team_names: Mapping[str, str]

    def called(self, names: Collection[str]) -> frozenset[str]:
        """The mediators who bear one of these names: nobody mediates a matter of their own (人民调解法 Art. 23)."""
        return frozenset(code for code, name in self.names.items() if name in names)


@dataclass
class TurnedDown:
    """Teams that gave a matter back in this round, and those that ever did because of a conflict."""

    now: set[str] = field(default_factory=set)
    conflicted: set[str] = field(default_factory=set)


def _places() -> Any:
    day = Slot("day", DateField())
    appointed = CommitteeMember.objects.filter(
        committee=OuterRef("team__committee"), mediator=OuterRef("mediator"), active_to=None
    )
    away = Absence.objects.filter(
        user=OuterRef("mediator__user"), called_off_at=None, from_day__lte=day, to_day__gte=day
    )
    leading = Matter.objects.filter(mediator=OuterRef("mediator"), stage__in=STAGES).order_by().values("mediator")
    beside = CoMediator.objects.filter(mediator=OuterRef("mediator"), ended_at=None, matter__stage__in=STAGES)
    return (
        TeamMember.objects.filter(active_on(day, "mediator__"), active_to=None)
        .order_by("mediator", "team")
        .annotate(
            appointed=Exists(appointed),
            away=Exists(away),
            leading=Coalesce(Subquery(leading.annotate(n=Count("pk")).values("n")), 0),
            beside=Coalesce(Subquery(beside.order_by().values("mediator").annotate(n=Count("pk")).values("n")), 0),
            name=F("mediator__name"),
            ends=F("team__committee__term_ends"),
            team_types=F("team__matter_types"),
        )
        .values(
            *("mediator_id", "team_id", "name", "appointed", "away", "leading", "beside", "ends", "team_types"),
            *("mediator__female", "mediator__background", "mediator__qualified", "mediator__full_time"),
            *("mediator__card__types", "mediator__card__strengths", "mediator__card__languages"),
            *("mediator__card__areas", "team__unit__name", "team__unit__active_from", "team__unit__active_to"),
        )
    )


_asked: Prepared[dict[str, Any]] = Prepared(_places)


def roster(day: date) -> Roster:
    """As of a day. One query, however many matters there are."""
    people: list[Person] = []
    teams: dict[str, TeamPlace] = {}
    names: dict[str, str] = {}
    team_names: dict[str, str] = {}
    for row in _asked.ask(day=day):
        code, team = row["mediator_id"], row["team_id"]
        names[code], team_names[team] = row["name"], row["team__unit__name"]
        if team not in teams:
            unit = Unit(active_from=row["team__unit__active_from"], active_to=row["team__unit__active_to"])
            teams[team] = TeamPlace(frozenset(row["team_types"]), serves(unit, day), row["ends"] < day)
        people.append(_person(row))
    return Roster(tuple(people), teams, names, team_names)


def _person(row: dict[str, Any]) -> Person:
    said = {part: row[f"mediator__card__{part}"] or () for part in ("types", "strengths", "languages", "areas")}
    return Person(
        code=row["mediator_id"],
        team=row["team_id"],
        types=frozenset(said["types"]),
        strengths=frozenset(said["strengths"]),
        languages=tuple(said["languages"]),
        areas=frozenset(said["areas"]),
        female=row["mediator__female"],
        background=row["mediator__background"],
        qualified=row["mediator__qualified"],
        full_time=row["mediator__full_time"],
        appointed=bool(row["appointed"]),
        away=bool(row["away"]),
        load=row["leading"] + row["beside"],
    )


def _returned() -> QuerySet[Assignment, tuple[Any, ...]]:
    begun = PastRound.objects.filter(matter=OuterRef("matter")).order_by("-pk").values("reopened_at")[:1]
    rows = Assignment.objects.filter(matter__in=SlotList("matters"), status=Assignment.Status.GIVEN_BACK)
    return (
        rows.order_by()
        .annotate(begun=Subquery(begun))
        .values_list("matter_id", "unit_id", "return_code", "assigned_at", "begun")
    )


_given_back: Prepared[tuple[Any, ...]] = Prepared(_returned)


def turned_down(matters: Collection[int]) -> dict[int, TurnedDown]:
    """Matter id → the teams that gave it back. One query."""
    found = {matter: TurnedDown() for matter in matters}
    for matter, unit, code, assigned_at, begun in _given_back.ask(matters=sorted(matters)) if found else ():
        if code == CONFLICT:
            found[matter].conflicted.add(unit)
        if begun is None or assigned_at >= begun:
            found[matter].now.add(unit)
    return found
