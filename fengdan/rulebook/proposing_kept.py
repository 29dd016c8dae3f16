"""A proposal as it is kept: what was known and what came of it, in codes, so that it can be computed again."""

from collections.abc import Iterable, Mapping
from typing import Any

from fengdan.rulebook.proposing import Asked, Person, Ranking, TeamPlace, propose

FLAGS = ("female", "qualified", "full_time", "appointed", "away")


def inputs_of(
    asked: Asked, people: Iterable[Person], teams: Mapping[str, TeamPlace], weights: Mapping[str, int]
) -> dict[str, Any]:
    """Everything `propose` was told, in JSON; the same facts in whatever order give the same."""
    return {
        "asked": {
            "type": asked.type,
            "town": asked.town,
            "needs": sorted(asked.needs),
            "wanted": list(asked.wanted),
            "blocked": sorted(asked.blocked),
            "gave_back": sorted(asked.gave_back),
            "conflicted": sorted(asked.conflicted),
        },
        "weights": dict(weights),
        "teams": {
            code: {"types": sorted(team.types), "serves": team.serves, "term_ended": team.term_ended}
            for code, team in sorted(teams.items())
        },
        "people": [_kept(each) for each in sorted(people, key=lambda each: (each.code, each.team))],
    }


def result_of(ranking: Ranking) -> dict[str, Any]:
    """The answer in JSON."""
    return {
        "ranked": [
            [row.mediator, row.team, row.score, [[part.code, part.points, part.about] for part in row.parts]]
            for row in ranking.ranked
        ],
        "out": [[row.mediator, row.team, row.why.value] for row in ranking.out],
    }


def again(inputs: Mapping[str, Any]) -> Ranking:
    """The answer computed anew from what was kept."""
    said = inputs["asked"]
    asked = Asked(
        type=said["type"],
        town=said["town"],
        needs=tuple(said["needs"]),
        wanted=tuple(said["wanted"]),
        blocked=frozenset(said["blocked"]),
        gave_back=frozenset(said["gave_back"]),
        conflicted=frozenset(said["conflicted"]),
    )
    teams = {
        code: TeamPlace(frozenset(team["types"]), team["serves"], team["term_ended"])
        for code, team in inputs["teams"].items()
    }
    return propose(asked, map(_person, inputs["people"]), teams, inputs["weights"])


def _kept(person: Person) -> list[Any]:
    flags = "".join("1" if getattr(person, flag) else "0" for flag in FLAGS)
    lists = [sorted(person.types), sorted(person.strengths), list(person.languages), sorted(person.areas)]
    return [person.code, person.team, *lists, person.background, flags, person.load]


def _person(kept: list[Any]) -> Person:
    code, team, types, strengths, languages, areas, background, flags, load = kept
    return Person(
        code=code,
        team=team,
        types=frozenset(types),
        strengths=frozenset(strengths),
        languages=tuple(languages),
        areas=frozenset(areas),
        background=background,
        load=load,
        **{flag: bit == "1" for flag, bit in zip(FLAGS, flags, strict=True)},
    )
