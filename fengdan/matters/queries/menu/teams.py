"""A team as the menu shows it: what it takes, who of it is on the menu, and whose seal it uses."""

from dataclasses import dataclass
from datetime import date, datetime

from fengdan.catalogue.models import MatterType
from fengdan.matters.queries.menu.cards import CardRow, Named, menu
from fengdan.matters.queries.menu.results import NONE, Result, of_teams
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.menu import in_order
from fengdan.teams.models import Team, TeamMember
from fengdan.units.queries import active_on


@dataclass(frozen=True)
class TeamCard:
    """`members` are those on the menu, as it orders them; `people` counts all. `leader` is empty while not on it."""

    code: str
    name: str
    types: tuple[Named, ...]
    strengths: tuple[str, ...]
    committee: str
    leader: str
    people: int
    members: tuple[CardRow, ...]
    result: Result


@dataclass(frozen=True)
class _Seen:
    """What all teams have in common, read once."""

    day: date
    shown: dict[str, CardRow]
    types: dict[str, str]
    results: dict[str, Result]


def team_cards(at: datetime) -> list[TeamCard]:
    """Every team in service. A dozen queries and four."""
    day = at.astimezone(ZONE).date()
    teams = list(Team.objects.filter(active_on(day, "unit__")).select_related("unit", "committee__unit").order_by("pk"))
    seen = _Seen(
        day=day,
        shown={card.code: card for card in menu(at)},
        types={row.pk: row.full_name for row in MatterType.objects.all()},
        results=of_teams([team.pk for team in teams]),
    )
    places = _places(day)
    return [_told(team, places.get(team.pk, []), seen) for team in teams]


def team_card(code: str, at: datetime) -> TeamCard | None:
    """One of them; None for a team that is none or serves no more."""
    return next((team for team in team_cards(at) if team.code == code), None)


def _places(day: date) -> dict[str, list[TeamMember]]:
    found: dict[str, list[TeamMember]] = {}
    for place in TeamMember.objects.filter(active_on(day, "mediator__"), active_to=None).order_by("pk"):
        found.setdefault(place.team_id, []).append(place)
    return found


def _told(team: Team, places: list[TeamMember], seen: _Seen) -> TeamCard:
    members = [seen.shown[place.mediator_id] for place in places if place.mediator_id in seen.shown]
    leaders = [place.mediator_id for place in places if place.leader and place.mediator_id in seen.shown]
    return TeamCard(
        code=team.pk,
        name=team.unit.name,
        types=tuple((code, seen.types[code]) for code in team.matter_types if code in seen.types),
        strengths=tuple(dict.fromkeys(word for card in members for word in card.strengths)),
        committee=team.committee.unit.name,
        leader=seen.shown[leaders[0]].name if leaders else "",
        people=len(places),
        members=tuple(in_order(members, seen.day)),
        result=seen.results.get(team.pk, NONE),
    )
