"""Who may see a matter at all. The SQL twin is matters/queries/reach.py; a property test holds them together."""

from dataclasses import dataclass

from fengdan.rulebook.actor import Actor, Role
from fengdan.rulebook.stages import Stage

EVERYTHING = (Role.CLERK, Role.DUTY, Role.DISPATCHER, Role.SUPERVISOR, Role.FOLLOWUP, Role.DIRECTOR)
FILES_ONLY = frozenset({Stage.CONCLUDED, Stage.ARCHIVED})


@dataclass(frozen=True)
class SightFacts:
    """`unit` is the code of the team it is with or was concluded by, `mediator` that mediator's user id."""

    stage: Stage
    unit: str
    mediator: str


def may_see(actor: Actor, facts: SightFacts) -> bool:
    """The centre's desk sees all; the archivist closed files; a leader the team's; a mediator their own."""
    if actor.has(*EVERYTHING):
        return True
    if actor.has(Role.ARCHIVIST) and facts.stage in FILES_ONLY:
        return True
    if facts.unit and facts.unit in actor.units_as(Role.LEADER):
        return True
    return bool(facts.mediator) and facts.mediator == actor.id and facts.unit in actor.units_as(Role.MEDIATOR)
