"""Who may see a matter at all. The SQL twin is matters/queries/reach.py; a property test holds them together."""

from dataclasses import dataclass

from fengdan.rulebook.actor import FIELD, LIAISONS, Actor, Role
from fengdan.rulebook.stages import Stage

EVERYTHING = (Role.CLERK, Role.DUTY, Role.DISPATCHER, Role.SUPERVISOR, Role.FOLLOWUP, Role.DIRECTOR)
FILES_ONLY = frozenset({Stage.CONCLUDED, Stage.ARCHIVED})


@dataclass(frozen=True)
class SightFacts:
    """`holder` has it, `unit` is with it or concluded it, `origin` took it in; `…_above` are the units over them.

    `supporting` are the units named to help, `mediator` is the user id of the mediator of record. All may be empty.
    """

    stage: Stage
    holder: str
    unit: str
    mediator: str
    origin: str
    holder_above: str = ""
    unit_above: str = ""
    origin_above: str = ""
    supporting: frozenset[str] = frozenset()


def may_see(actor: Actor, facts: SightFacts) -> bool:
    """The centre's desk sees all; the archivist closed files; a leader the team's; a mediator their own.

    A unit sees what it holds, concluded or took in itself, and what it is named to help with. A township sees its
    villages' too, the county (the centre) its townships'.
    """
    if actor.has(*EVERYTHING):
        return True
    if actor.has(Role.ARCHIVIST) and facts.stage in FILES_ONLY:
        return True
    if facts.unit and facts.unit in actor.units_as(Role.LEADER):
        return True
    if facts.mediator and facts.mediator == actor.id and facts.unit in actor.units_as(Role.MEDIATOR):
        return True
    mine = actor.units_as(*LIAISONS)
    if mine & ({facts.holder, facts.unit} | facts.supporting) or facts.origin in actor.units_as(*FIELD):
        return True
    return bool(actor.units_as(Role.TOWN) & {facts.holder_above, facts.unit_above, facts.origin_above})


def may_print_slip(actor: Actor, origin: str) -> bool:
    """The slip carries the PIN: only the desk that takes people in, and the unit that took this one in, hand it out."""
    return actor.has(Role.CLERK, Role.DUTY) or origin in actor.units_as(*FIELD)
