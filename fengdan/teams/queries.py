"""Who is in which team today."""

from datetime import date
from typing import Any

from django.db.models import Count, DateField, F, Q, QuerySet

from fengdan.database.prepared import Prepared, Slot
from fengdan.rulebook.assigning import TeamFacts
from fengdan.teams.models import Card, CommitteeMember, Mediator, Team
from fengdan.units.queries import active_on, serves


def team_facts(day: date, loads: dict[str, int]) -> list[TeamFacts]:
    """Every team as dispatch sees it; `loads` counts the matters each holds."""
    return [
        TeamFacts(
            code=team.pk,
            name=team.unit.name,
            committee=team.committee.unit.name,
            matter_types=frozenset(team.matter_types),
            load=loads.get(team.pk, 0),
            qualified=team.qualified,
            eligible=team.eligible,
            active=serves(team.unit, day),
            term_ended=team.committee.term_ends < day,
        )
        for team in _counted.ask(day=day)
    ]


def _with_members() -> QuerySet[Team]:
    """Every team with how many of its members are qualified and full-time, and how many may mediate for it."""
    day = Slot("day", DateField())
    qualified = Q(members__active_to=None, members__mediator__qualified=True, members__mediator__full_time=True)
    appointed = Q(
        members__active_to=None,
        members__mediator__appointments__active_to=None,
        members__mediator__appointments__committee=F("committee"),
    )
    return (
        Team.objects.order_by("pk")
        .select_related("unit", "committee__unit")
        .annotate(
            qualified=Count("members", filter=qualified & active_on(day, "members__mediator__"), distinct=True),
            eligible=Count("members", filter=appointed & active_on(day, "members__mediator__"), distinct=True),
        )
    )


_counted: Prepared[Any] = Prepared(_with_members)


def eligible_mediators(team_code: str, day: date) -> QuerySet[Mediator]:
    """Members of the team in office today and appointed in its stamping committee (人民调解法 Art. 13, 29)."""
    return (
        Mediator.objects.filter(
            active_on(day),
            memberships__team_id=team_code,
            memberships__active_to=None,
            appointments__committee__teams__pk=team_code,
            appointments__active_to=None,
        )
        .annotate(leads=F("memberships__leader"))
        .order_by("-leads", "code")
        .distinct()
    )


def mediators_by_team(day: date) -> list[tuple[str, list[tuple[str, str]]]]:
    """Who may mediate at the desk today, under the first of their teams. One query."""
    teams: dict[str, list[tuple[str, str]]] = {}
    listed: set[str] = set()
    for code, name, team in _at_the_desk.ask(day=day):
        if code not in listed:
            teams.setdefault(team, []).append((code, name))
            listed.add(code)
    return list(teams.items())


def _in_a_team() -> QuerySet[Mediator, tuple[str, str, str]]:
    day = Slot("day", DateField())
    eligible = Q(
        memberships__active_to=None,
        memberships__team__committee=F("appointments__committee"),
        memberships__team__committee__term_ends__gte=day,
        appointments__active_to=None,
    )
    rows = Mediator.objects.filter(active_on(day), eligible).order_by("memberships__team", "code")
    return rows.values_list("code", "name", "memberships__team__unit__name")


_at_the_desk = Prepared(_in_a_team)


def on_the_menu(day: date) -> QuerySet[Card]:
    """The cards that anybody may read: published with a consent that lasts, of mediators some committee has appointed.

    人民调解法 Art. 13.
    """
    appointed = CommitteeMember.objects.filter(active_on(day, "committee__unit__"), active_to=None).values("mediator")
    shown = Card.objects.filter(active_on(day, "mediator__"), published=True, consented_on__lte=day)
    return shown.filter(mediator__in=appointed).select_related("mediator", "photo").order_by("number")
