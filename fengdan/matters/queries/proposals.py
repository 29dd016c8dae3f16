"""派单建议 as pages show it: who, why, and why not somebody else; computed for a form, or kept with an assignment."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from fengdan.matters.models import Matter, Proposal
from fengdan.matters.proposing import Proposed, Proposer, mediates, same_today, wanted_of
from fengdan.matters.queries.page import MatterPage
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.needs import NEED_LABELS
from fengdan.rulebook.proposing import AT_ONCE, Left, Out, Part, Ranked
from fengdan.rulebook.proposing_words import out_words, part_words
from fengdan.teams.models import Mediator
from fengdan.units.models import Area, Unit


@dataclass(frozen=True)
class CandidateShown:
    """Somebody who may be asked: their place, their score, and each part of it in a sentence."""

    place: int
    code: str
    name: str
    team: str
    team_name: str
    score: int
    why: tuple[str, ...]


@dataclass(frozen=True)
class LeftShown:
    """Somebody who is not proposed, and why."""

    name: str
    team_name: str
    why: str


@dataclass(frozen=True)
class Shown:
    """`first` are shown at once, `rest` after them; `out` are not proposed at all."""

    first: list[CandidateShown]
    rest: list[CandidateShown]
    out: list[LeftShown]

    @property
    def others(self) -> int:
        return len(self.rest) + len(self.out)


@dataclass(frozen=True)
class KeptShown:
    """A proposal that was kept: `chosen` from it, `same`: computed again today it is the same."""

    number: int
    made_at: datetime
    team: str
    chosen: CandidateShown | None
    rank: int
    needs: str
    versions: Mapping[str, str]
    shown: Shown
    same: bool


@dataclass(frozen=True)
class _Words:
    """Names by code, of people, teams, the type of matter and the township."""

    people: Mapping[str, str]
    teams: Mapping[str, str]
    type_name: str
    town: str

    def candidate(self, place: int, row: Ranked) -> CandidateShown:
        why = tuple(part_words(part, type_name=self.type_name, town=self.town) for part in row.parts)
        name, team = self.people.get(row.mediator, row.mediator), self.teams.get(row.team, row.team)
        return CandidateShown(place, row.mediator, name, row.team, team, row.score, why)

    def shown(self, ranked: tuple[Ranked, ...], out: tuple[Left, ...]) -> Shown:
        able = [self.candidate(place, row) for place, row in enumerate(ranked, 1)]
        left = [
            LeftShown(
                self.people.get(row.mediator, row.mediator),
                self.teams.get(row.team, row.team),
                out_words(row.why, type_name=self.type_name),
            )
            for row in out
        ]
        return Shown(able[:AT_ONCE], able[AT_ONCE:], left)


def town_of(area: Area) -> str:
    """The name of the township a matter is in."""
    return str(area.parent if area.inner else area)


def shown(proposed: Proposed, matter: Matter) -> Shown:
    words = _Words(
        proposed.roster.names, proposed.roster.team_names, matter.matter_type.full_name, town_of(matter.area)
    )
    return words.shown(proposed.ranking.ranked, proposed.ranking.out)


def proposed_for(page: MatterPage, at: datetime, needs: Collection[str]) -> Shown | None:
    """Who is proposed for the matter of a page today, these `needs` ticked; None where no team may be asked."""
    if not mediates(page.facts):
        return None
    day = at.astimezone(ZONE).date()
    proposer = Proposer(day, [page.matter.pk])
    wanted = wanted_of(page.matter, proposer.roster, needs, day)
    return shown(proposer.propose(page.matter, [party.name for party in page.parties], wanted), page.matter)


def kept(matter: Matter, number: int) -> KeptShown | None:
    """The proposal with this number (from 1) of a matter, or None. Three queries."""
    row = matter.proposals.select_related("assignment__unit").order_by("pk")[number - 1 : number].first()
    if row is None:
        return None
    ranking = row.ranking
    words = _Words(
        people=dict(Mediator.objects.filter(pk__in=_codes(row)).values_list("pk", "name")),
        teams=dict(Unit.objects.filter(kind=Unit.Kind.TEAM).values_list("pk", "name")),
        type_name=matter.matter_type.full_name,
        town=town_of(matter.area),
    )
    ranked = tuple(_ranked(*each) for each in ranking["ranked"])
    out = tuple(Left(mediator, team, Out(why)) for mediator, team, why in ranking["out"])
    return KeptShown(
        number=number,
        made_at=row.made_at,
        team=row.assignment.unit.name,
        chosen=words.candidate(row.rank, ranked[row.rank - 1]) if row.rank else None,
        rank=row.rank,
        needs="、".join(NEED_LABELS[need] for need in row.inputs["asked"]["needs"]),
        versions=row.versions,
        shown=words.shown(ranked, out),
        same=same_today(row),
    )


def _codes(row: Proposal) -> set[str]:
    return {mediator for mediator, *_ in [*row.ranking["ranked"], *row.ranking["out"]]}


def _ranked(mediator: str, team: str, score: int, parts: list[tuple[str, int, str]]) -> Ranked:
    return Ranked(mediator, team, score, tuple(Part(*part) for part in parts))
