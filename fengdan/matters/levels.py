"""五级九天: on which level of the ladder a matter stands after a step, and who is there on the level above."""

from dataclasses import dataclass
from datetime import date

from fengdan.matters.entry import Entry
from fengdan.matters.models import Assignment
from fengdan.people.away import offices
from fengdan.rulebook.actor import Role
from fengdan.rulebook.facts import CENTRE, MatterFacts, ObjectionState
from fengdan.rulebook.ladder import ASKED, UNIT_LEVELS, Ladder, Tier, above, first, last
from fengdan.rulebook.sources import Level
from fengdan.units.models import Unit
from fengdan.units.queries import serves


@dataclass(frozen=True)
class Landing:
    """Where a matter that climbs arrives: the level, the unit there and the role that is asked.

    `skipped`: a level between had nobody, so duty is told.
    """

    tier: Tier
    unit: str
    role: Role
    skipped: bool


def enter(entry: Entry, level: str) -> None:
    """Put a matter on the ladder that was on none in this round; a convenience matter is answered, and climbs nothing.

    The number goes into the event.
    """
    number = first(entry.rules.ladder, level)
    if number and not entry.matter.service:
        entry.facts["tier"] = number


def arrive(entry: Entry, unit_kind: str) -> None:
    """A matter on the ladder came to a unit of this kind: its first level there, or the county's."""
    _stand(entry, first(entry.rules.ladder, UNIT_LEVELS.get(unit_kind, Level.COUNTY)))


def send_down(entry: Entry, given: Assignment) -> None:
    """The county gave it to a unit: a village its level, a township its last one; a party may object (§1.2)."""
    unit_kind = given.unit.kind
    if unit_kind in UNIT_LEVELS and not entry.matter.service:
        entry.change(given, objection=ObjectionState.MAY)
        entry.facts["sent_down"] = True
    _stand(entry, last(entry.rules.ladder, UNIT_LEVELS.get(unit_kind, Level.COUNTY)))


def _stand(entry: Entry, number: int) -> None:
    if entry.before is not None and entry.before.tier and number:
        entry.facts["tier"] = number


def landing(ladder: Ladder, facts: MatterFacts, day: date) -> Landing | None:
    """The next level where somebody is there, in the end the county's, which is always there; None: none is above."""
    for tried, tier in enumerate(above(ladder, facts.tier)):
        role = ASKED[tier.level]
        unit = _unit(tier.level, facts, day)
        if unit and (unit == CENTRE or offices({unit}, day).there((role,), unit) is not None):
            return Landing(tier, unit, role, skipped=tried > 0)
    return None


def _unit(level: str, facts: MatterFacts, day: date) -> str:
    """The unit that stands for the level, over whoever has the matter; its successor if it serves no more."""
    if level == Level.COUNTY:
        return CENTRE
    row: Unit | None = Unit.objects.select_related("above").get(pk=facts.holder)
    while row is not None and UNIT_LEVELS.get(row.kind) != level:
        row = row.above
    seen: set[str] = set()
    while row is not None and not serves(row, day) and row.pk not in seen:
        seen.add(row.pk)
        row = row.successor
    return row.pk if row is not None and serves(row, day) else ""
