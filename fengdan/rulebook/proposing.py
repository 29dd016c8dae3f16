"""派单建议: who may be asked to mediate a matter, ranked by published weights; every part of a score is a sentence.

Pure and recomputable: the same facts give the same answer, whatever order they come in. Nobody ranks higher for being
online, for activity or for a rate of success (features.md (c)4). The words are in rulebook/proposing_words.py.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from fengdan.rulebook.assigning import MIN_QUALIFIED
from fengdan.rulebook.needs import Need
from fengdan.rulebook.weights import WANTED

AT_ONCE = 5  # so many candidates are shown at first
COMMON, SIGNS = "普通话", "手语"  # everybody's, and what is no dialect
LAWYER, COUNSELLING = "lawyer", "心理疏导"


class Out(StrEnum):
    """Why somebody is not proposed at all; the first that holds is said."""

    NOT_APPOINTED = "not_appointed"
    TEAM = "team"
    AWAY = "away"
    BLOCKED = "blocked"
    CONFLICT = "conflict"
    GAVE_BACK = "gave_back"
    NOT_FOR_TYPE = "not_for_type"


# what nobody has said of themselves cannot be weighed; the team is told of it all the same
NOT_WEIGHED = frozenset({Need.EVENING})


@dataclass(frozen=True)
class TeamPlace:
    """A team as far as it decides: what it takes, and whether it may be asked today at all."""

    types: frozenset[str]
    serves: bool
    term_ended: bool


@dataclass(frozen=True)
class Person:
    """A mediator's place in a team, in codes and numbers. `appointed` by the committee that stamps for the team.

    `load` counts the open matters they mediate, as the mediator of record or beside them.
    """

    code: str
    team: str
    types: frozenset[str]
    strengths: frozenset[str]
    languages: tuple[str, ...]
    areas: frozenset[str]
    female: bool
    background: str
    qualified: bool
    full_time: bool
    appointed: bool
    away: bool
    load: int


@dataclass(frozen=True)
class Asked:
    """The matter, in codes. `wanted`: mediators in the order the people want them; `blocked`: those who must keep out.

    `gave_back` are teams that gave it back in this round, `conflicted` those that ever did because of a conflict.
    """

    type: str
    town: str
    needs: tuple[str, ...] = ()
    wanted: tuple[str, ...] = ()
    blocked: frozenset[str] = frozenset()
    gave_back: frozenset[str] = frozenset()
    conflicted: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Part:
    """A part of a score. `about` completes its sentence: a language, how many matters and whether that is many."""

    code: str
    points: int
    about: str = ""


@dataclass(frozen=True)
class Ranked:
    mediator: str
    team: str
    score: int
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Left:
    """Somebody who is not proposed, and why."""

    mediator: str
    team: str
    why: Out


@dataclass(frozen=True)
class Ranking:
    """Everybody, once for each team: those who may be asked, best first, and the rest."""

    ranked: tuple[Ranked, ...]
    out: tuple[Left, ...]

    def place(self, team: str, mediator: str = "") -> int:
        """The place (from 1) of a mediator, or of the team's best; 0 for who is not among those proposed."""
        found = (n for n, row in enumerate(self.ranked, 1) if row.team == team and mediator in {"", row.mediator})
        return next(found, 0)


def propose(
    asked: Asked, people: Iterable[Person], teams: Mapping[str, TeamPlace], weights: Mapping[str, int]
) -> Ranking:
    """Judge everybody. Equal scores: less in hand first, then by code."""
    everybody = sorted(people, key=lambda person: (person.code, person.team))
    short = _short(everybody)
    why = {(each.code, each.team): _out(each, teams[each.team], asked, short) for each in everybody}
    able = [each for each in everybody if why[each.code, each.team] is None]
    loads = [each.load for each in able]
    ranked = sorted(
        ((each, _parts(each, teams[each.team], asked, weights, loads)) for each in able),
        key=lambda row: (-sum(part.points for part in row[1]), row[0].load, row[0].code, row[0].team),
    )
    left = ((each, why[each.code, each.team]) for each in everybody)
    return Ranking(
        tuple(Ranked(each.code, each.team, sum(part.points for part in parts), parts) for each, parts in ranked),
        tuple(Left(each.code, each.team, reason) for each, reason in left if reason is not None),
    )


def _short(people: list[Person]) -> set[str]:
    """Teams without the qualified full-time mediators that the county's rule asks for."""
    many: dict[str, int] = {}
    for each in people:
        many[each.team] = many.get(each.team, 0) + (each.qualified and each.full_time)
    return {team for team, able in many.items() if able < MIN_QUALIFIED}


def _out(person: Person, team: TeamPlace, asked: Asked, short: set[str]) -> Out | None:
    scope = team.types | person.types
    held = (
        (Out.NOT_APPOINTED, not person.appointed),
        (Out.TEAM, not team.serves or team.term_ended or person.team in short),
        (Out.AWAY, person.away),
        (Out.BLOCKED, person.code in asked.blocked),
        (Out.CONFLICT, person.team in asked.conflicted),
        (Out.GAVE_BACK, person.team in asked.gave_back),
        (Out.NOT_FOR_TYPE, bool(team.types) and asked.type not in scope),
    )
    return next((why for why, holds in held if holds), None)


def _parts(
    person: Person, team: TeamPlace, asked: Asked, weights: Mapping[str, int], loads: list[int]
) -> tuple[Part, ...]:
    """What counts for somebody and what counts against, and of what was asked for what they do not have (0)."""
    near = asked.town in person.areas
    has = {"team_type": asked.type in team.types, "own_type": asked.type in person.types}
    has |= {"area": near, "full_time": person.full_time and person.qualified}
    parts = [Part(code, weights[code]) for code, holds in has.items() if holds]
    place = asked.wanted.index(person.code) if person.code in asked.wanted[: len(WANTED)] else None
    if place is not None:
        parts.insert(0, Part(WANTED[place], weights[WANTED[place]]))
    dialects = "、".join(word for word in person.languages if word not in {COMMON, SIGNS})
    meets = {
        Need.DIALECT: bool(dialects),
        Need.FEMALE: person.female,
        Need.HOME: near,
        Need.LAWYER: person.background == LAWYER,
        Need.PSYCHOLOGY: COUNSELLING in person.strengths,
    }
    for need, met in meets.items():
        if need in asked.needs:
            parts.append(Part(need, weights[need] if met else 0, dialects if need is Need.DIALECT else ""))
    return (*parts, Part("load", -weights["load"] * person.load, f"{person.load}/{_compared(person.load, loads)}"))


def _compared(load: int, loads: list[int]) -> str:
    """Against the average of all who may be asked."""
    mine, all_ = load * len(loads), sum(loads)
    return "less" if mine < all_ else "more" if mine > all_ else "same"
