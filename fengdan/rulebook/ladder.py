"""五级九天: the levels a matter climbs, as the county publishes them (domain.md §1.2, unverified).

A level is a number from 1 upwards; 0 stands for a matter that is not on the ladder.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fengdan.rulebook.actor import Role
from fengdan.rulebook.limits import Limit
from fengdan.rulebook.sources import Level

LADDER = "ladder"  # the name of its clock: by when this level has to have settled the matter or passed it on
LADDER_NAME = "本级期限（五级九天）"
# who is asked for a matter on such a level; at the county the centre decides
ASKED = {Level.GRID: Role.GRID, Level.VILLAGE: Role.VILLAGE, Level.TOWNSHIP: Role.TOWN, Level.COUNTY: Role.DUTY}
UNIT_LEVELS = {"village": Level.VILLAGE, "township": Level.TOWNSHIP}  # kind of unit → the level it stands for
_HEIGHT = {level: height for height, level in enumerate(Level)}


@dataclass(frozen=True)
class Tier:
    """One level. `auto`: a matter leaves it by itself when its time is used up, with the papers of `handover`."""

    number: int
    code: str
    name: str
    level: Level
    budget: Limit
    auto: bool = True
    handover: str = ""


Ladder = Sequence[Tier]


def tier(ladder: Ladder, number: int) -> Tier | None:
    """The level of this number, or None."""
    return next((each for each in ladder if each.number == number), None)


def first(ladder: Ladder, level: str) -> int:
    """The number of the lowest rung a matter of this level stands on, or 0 without a ladder."""
    wanted = _HEIGHT[Level(level)]
    return next((each.number for each in ladder if _HEIGHT[each.level] >= wanted), 0)


def last(ladder: Ladder, level: str) -> int:
    """The number of the highest rung of this level; of the next one above where the level has none."""
    return max((each.number for each in ladder if each.level == level), default=first(ladder, level))


def above(ladder: Ladder, number: int) -> Iterator[Tier]:
    """The levels over this one, nearest first."""
    yield from (each for each in ladder if each.number > number)


def is_lead(ladder: Ladder, number: int) -> bool:
    """Whether this is the township's last word: its leaders answer for the matter themselves (领导包案)."""
    return bool(number) and number == last(ladder, Level.TOWNSHIP) and number != first(ladder, Level.TOWNSHIP)
