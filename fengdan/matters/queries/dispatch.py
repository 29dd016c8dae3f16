"""派单台: what waits to be given to somebody, the least time first, who would be best, and who has how much."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, QuerySet

from fengdan.matters.candidates import BUSY
from fengdan.matters.models import Matter, Route
from fengdan.matters.proposing import Proposer, wanted_of_each
from fengdan.matters.queries.desk import BY_DUE
from fengdan.matters.queries.proposals import CandidateShown, shown
from fengdan.matters.queries.reach import reach
from fengdan.matters.queries.rows import MatterRow, party_names, rows
from fengdan.matters.queries.wanted import at_centre
from fengdan.matters.roster import Roster
from fengdan.matters.screening import UNREAD
from fengdan.rulebook.actor import Actor, Role
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.facts import CENTRE, Answer
from fengdan.rulebook.stages import TEAM, Stage

DISPATCH = (Role.DISPATCHER, Role.DUTY)
SHOWN = 30


@dataclass(frozen=True)
class Waiting:
    """A matter to be given to somebody, and the first of those proposed; `why_none` where no team is to be asked.

    `ruled` is the unit that answers for it by the rules, empty where that is a team or the centre itself.
    """

    row: MatterRow
    ruled: str
    best: CandidateShown | None
    why_none: str


@dataclass(frozen=True)
class MemberLoad:
    name: str
    load: int
    away: bool


@dataclass(frozen=True)
class TeamLoad:
    """A team: open matters it has taken, those it is asked to take, and what each member has in hand."""

    code: str
    name: str
    open: int
    pending: int
    members: list[MemberLoad]


@dataclass(frozen=True)
class Dispatch:
    waiting: list[Waiting]
    count: int
    teams: list[TeamLoad]


def dispatch(actor: Actor, at: datetime) -> Dispatch:
    """The whole page; as many queries however many matters there are."""
    found = _waiting(actor)
    matters = list(found.select_related("matter_type", "area__parent").defer(*UNREAD)[:SHOWN])
    count = len(matters) if len(matters) < SHOWN else found.order_by().count()
    day = at.astimezone(ZONE).date()
    proposer = Proposer(day, [matter.pk for matter in matters])
    return Dispatch(_proposed(matters, proposer, day), count, _loads(proposer.roster))


def _waiting(actor: Actor) -> QuerySet[Matter]:
    return at_centre(reach(actor), actor).order_by(*BY_DUE)


def _proposed(matters: list[Matter], proposer: Proposer, day: date) -> list[Waiting]:
    if not matters:
        return []
    pks = [matter.pk for matter in matters]
    lines = {row.code: row for row in rows(Matter.objects.filter(pk__in=pks))}
    names, refused, ruled = party_names(pks), _refused(pks), _ruled(pks)
    wanted = wanted_of_each(pks, proposer.roster, day)
    waiting = []
    for matter in matters:
        why = "便民事项，交责任单位" if matter.service else "有当事人明确拒绝调解" if matter.pk in refused else ""
        best = None
        if not why:
            first = shown(proposer.propose(matter, names[matter.pk], wanted[matter.pk]), matter).first
            best = first[0] if first else None
        waiting.append(
            Waiting(lines[matter.code], ruled.get(matter.pk, ""), best, why or ("" if best else "没有可以派的调解员"))
        )
    return waiting


def _refused(pks: list[int]) -> set[int]:
    refused = Matter.objects.filter(pk__in=pks, parties__removed=False, parties__consent=Answer.REFUSED)
    return set(refused.values_list("pk", flat=True))


def _ruled(pks: list[int]) -> dict[int, str]:
    """Matter id → the name of the unit its newest route leads to, where that is neither a team nor the centre."""
    routes = Route.objects.filter(matter__in=pks).select_related("unit").defer("reason").order_by("pk")
    newest = {route.matter_id: route.unit for route in routes}
    return {pk: unit.short_name for pk, unit in newest.items() if unit.kind != TEAM and unit.pk != CENTRE}


def _loads(roster: Roster) -> list[TeamLoad]:
    """What each team has and is asked for. One query, by the index of units and stages."""
    held = Matter.objects.filter(unit__in=sorted(roster.teams), stage__in=BUSY).order_by()
    counted = Counter[tuple[str, bool]]()
    for unit, stage, many in held.values_list("unit_id", "stage").annotate(many=Count("pk")):
        counted[unit, stage == Stage.ASSIGNED] += many
    members: dict[str, list[MemberLoad]] = {}
    for each in roster.people:
        members.setdefault(each.team, []).append(MemberLoad(roster.names[each.code], each.load, each.away))
    loads = [
        TeamLoad(
            code,
            roster.team_names[code],
            counted[code, False],
            counted[code, True],
            members[code],
        )
        for code in sorted(roster.teams)
    ]
    return sorted(loads, key=lambda team: (-team.open - team.pending, team.code))
