"""Who acts in a model, and one model on its way."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from secrets import token_hex
from typing import Any

from fengdan.catalogue.models import MatterType
from fengdan.matters.actions.register import Registration, register
from fengdan.matters.entry import Once
from fengdan.matters.models import Matter, Party
from fengdan.matters.parties import PartyDetails
from fengdan.people.actor import actor_of
from fengdan.people.models import Grant, User
from fengdan.rulebook.actor import Actor, Role
from fengdan.rulebook.agreements import Terms
from fengdan.rulebook.facts import Side
from fengdan.teams.models import Team, TeamMember
from fengdan.units.models import Area

NOW, MINUTE, HOUR, DAY = timedelta(0), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
# what every copy replaces by words of its own
ONE, OTHER = "原件申请人", "原件对方"
ONE_PHONE, OTHER_PHONE = "19900000001", "19900000002"
STORY, PLACE = "原件的经过和要求", "原件的地点"
SETTLED = Terms(
    facts=f"{ONE}与{OTHER}对事情的经过没有争议。",
    content=f"{OTHER}赔偿{ONE}人民币1200元，恢复原样。",
    performance="现金一次付清",
    due="2026年12月31日前",
    place=PLACE,
)


@dataclass(frozen=True)
class Seats:
    """Who acts: accounts by role and unit, as of the day the models are walked."""

    actors: dict[tuple[str, str], Actor]
    mediators: dict[str, str]

    def of(self, role: Role, unit: str = "centre") -> Actor:
        return self.actors[role.value, unit]

    @property
    def teams(self) -> list[str]:
        """The teams somebody leads and somebody else mediates for."""
        there = [Team.objects.get(pk=code) for code in self.mediators]
        return sorted(team.pk for team in there if (Role.LEADER.value, team.pk) in self.actors)


def seats(day: date) -> Seats:
    actors: dict[tuple[str, str], Actor] = {}
    for role, unit, user in Grant.objects.filter(active_to=None).order_by("pk").values_list("role", "unit", "user"):
        if (role, unit) not in actors:
            actors[role, unit] = actor_of(User.objects.get(pk=user), day)
    mediators = {}
    for (role, unit), actor in actors.items():
        member = TeamMember.objects.filter(team=unit, mediator__user=int(actor.id)).first()
        if role == Role.MEDIATOR and member:
            mediators[unit] = member.mediator_id
    return Seats(actors, mediators)


class Way:
    """One matter on its way. Each step says how long after the last one it happens, and who takes it."""

    def __init__(self, seats: Seats, began: datetime, town: Area) -> None:
        self.seats, self.at, self.town = seats, began, town
        self.matter: Matter | None = None

    def step(self, action: Callable[..., Matter], by: Actor, after: timedelta, **details: Any) -> Matter:
        self.at += after
        before = (self.matter,) if self.matter else ()
        self.matter = action(*before, actor=by, at=self.at, once=Once(token_hex(16), token_hex(32)), **details)
        return self.matter

    def parties(self) -> list[Party]:
        assert self.matter is not None
        return list(self.matter.parties.all())

    def come_in(self, kind: str, by: Actor) -> Matter:
        sides = (PartyDetails(Side.APPLICANT, ONE, ONE_PHONE), PartyDetails(Side.RESPONDENT, OTHER, OTHER_PHONE))
        service = MatterType.objects.get(pk=kind).kind == MatterType.Kind.SERVICE
        told = Registration("walk_in", kind, self.town.pk, STORY, sides[:1] if service else sides, PLACE)
        return self.step(register, by, NOW, told=told)

    def later(self, after: timedelta) -> datetime:
        """Let time pass, for a step that says itself when it happened."""
        self.at += after
        return self.at
