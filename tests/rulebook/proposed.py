"""Made-up counties for proposals: people, teams and what is asked, by seed or by hypothesis."""

import random

from fengdan.rulebook.needs import Need
from fengdan.rulebook.proposing import Asked, Person, TeamPlace
from fengdan.rulebook.weights import DEFAULT_WEIGHTS

TYPES = ("01", "02", "03", "16")
TOWNS = ("t1", "t2", "t3")
LANGUAGES = ("普通话", "陇西话", "武山话", "手语")
STRENGTHS = ("心理疏导", "法律咨询", "邻里排水")
BACKGROUNDS = ("lawyer", "court", "industry")


def some(rng: random.Random, of: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(rng.sample(of, rng.randint(0, len(of)))))


def person(rng: random.Random, number: int, team: str) -> Person:
    return Person(
        code=f"m{number:04}",
        team=team,
        types=frozenset(some(rng, TYPES)),
        strengths=frozenset(some(rng, STRENGTHS)),
        languages=some(rng, LANGUAGES),
        areas=frozenset(some(rng, TOWNS)),
        female=rng.random() < 0.5,
        background=rng.choice(BACKGROUNDS),
        qualified=rng.random() < 0.8,
        full_time=rng.random() < 0.8,
        appointed=rng.random() < 0.9,
        away=rng.random() < 0.1,
        load=rng.randint(0, 9),
    )


def county(seed: int, many: int = 40) -> tuple[Asked, list[Person], dict[str, TeamPlace], dict[str, int]]:
    """The same for the same seed."""
    rng = random.Random(seed)
    teams = {
        f"team-{number:02}": TeamPlace(frozenset(some(rng, TYPES)), rng.random() < 0.9, rng.random() < 0.1)
        for number in range(1, 9)
    }
    people = [person(rng, number, rng.choice(list(teams))) for number in range(many)]
    codes = [each.code for each in people]
    asked = Asked(
        type=rng.choice(TYPES),
        town=rng.choice(TOWNS),
        needs=some(rng, tuple(need.value for need in Need)),
        wanted=tuple(rng.sample(codes, rng.randint(0, 3))),
        blocked=frozenset(rng.sample(codes, rng.randint(0, 4))),
        gave_back=frozenset(rng.sample(list(teams), rng.randint(0, 2))),
        conflicted=frozenset(rng.sample(list(teams), rng.randint(0, 1))),
    )
    weights = {code: rng.randint(1, 100) for code in DEFAULT_WEIGHTS}
    return asked, people, teams, weights
