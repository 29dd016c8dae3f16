"""Who may see a matter at all. The SQL twin is matters/queries/reach.py; a property test holds them together."""

from dataclasses import dataclass

from fengdan.rulebook.actor import FIELD, LIAISONS, Actor, Role
from fengdan.rulebook.facts import MatterFacts
from fengdan.rulebook.stages import CLOSED, Stage

# of a confidential matter the desk sees only what it has to act on (人民调解法 Art. 15)
ALWAYS = (Role.DUTY, Role.DIRECTOR)
EVERYTHING = (Role.CLERK, Role.DUTY, Role.DISPATCHER, Role.SUPERVISOR, Role.FOLLOWUP, Role.DIRECTOR)
MAY_ANSWER_SENDERS = (Role.CLERK, Role.DUTY, Role.DISPATCHER, Role.DIRECTOR)  # 来件办理回执 speaks for the centre
MAY_SEE_PROPOSALS = (Role.DISPATCHER, Role.DUTY, Role.DIRECTOR, Role.LEADER, Role.SUPERVISOR)
MAY_REPORT_UP = (Role.CLERK, Role.DUTY, Role.DIRECTOR)  # 上报助手 shows personal data in full


@dataclass(frozen=True)
class SightFacts:
    """`holder` has it, `unit` is with it or concluded it, `origin` took it in; `…_above` are the units over them.

    `supporting` are the units named to help, `conferring` those at its 会商, `mediator` is the user id of the mediator
    of record. All may be empty.
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
    co_mediators: frozenset[str] = frozenset()
    conferring: frozenset[str] = frozenset()
    confidential: bool = False


def may_see(actor: Actor, facts: SightFacts) -> bool:
    """The centre's desk sees all; the archivist closed files; a leader the team's; a mediator their own.

    A unit sees what it holds, concluded or took in itself, and what it is named to help with. A township sees its
    villages' too, the county (the centre) its townships'. A confidential one is for those who have to act on it.
    """
    if actor.has(*ALWAYS) or (actor.has(*EVERYTHING) and not facts.confidential):
        return True
    return _acts_now(actor, facts) or _in_team(actor, facts) or _in_unit(actor, facts) or _confers(actor, facts)


def _acts_now(actor: Actor, facts: SightFacts) -> bool:
    """The dispatcher while it is to be given to somebody, whoever follows up and files once it has ended."""
    if facts.stage is Stage.ACCEPTED:
        return actor.has(Role.DISPATCHER)
    return facts.stage in CLOSED and actor.has(Role.FOLLOWUP, Role.ARCHIVIST)


def _in_team(actor: Actor, facts: SightFacts) -> bool:
    if facts.unit and facts.unit in actor.units_as(Role.LEADER):
        return True
    on_it = bool(actor.id) and actor.id in {facts.mediator} | facts.co_mediators
    return on_it and facts.unit in actor.units_as(Role.MEDIATOR)


def _in_unit(actor: Actor, facts: SightFacts) -> bool:
    mine = actor.units_as(*LIAISONS)
    if mine & ({facts.holder, facts.unit} | facts.supporting) or facts.origin in actor.units_as(*FIELD):
        return True
    over = actor.units_as(Role.TOWN) if not facts.confidential else frozenset()
    return bool(over & {facts.holder_above, facts.unit_above, facts.origin_above})


def _confers(actor: Actor, facts: SightFacts) -> bool:
    """Whoever sits in the 会商 over a matter, until the matter ends."""
    return not facts.confidential and bool(actor.units_as(*LIAISONS, Role.LEADER) & facts.conferring)


def may_see_address(actor: Actor, facts: MatterFacts) -> bool:
    """The address of a protected party: for the duty leader, the director and whoever has the matter in hand."""
    if actor.has(*ALWAYS) or facts.holder in actor.units_as(Role.LEADER, *LIAISONS):
        return True
    return actor.id in facts.mediators and facts.holder in actor.units_as(Role.MEDIATOR)


def may_print_slip(actor: Actor, origin: str) -> bool:
    """The slip carries the PIN: only the desk that takes people in, and the unit that took this one in, hand it out."""
    return actor.has(Role.CLERK, Role.DUTY) or origin in actor.units_as(*FIELD)


def may_see_conflicts(actor: Actor, facts: MatterFacts) -> bool:
    """Which relation keeps somebody off: for the duty leader, the director and the team's leader, as long as it is so.

    A mediator reads what is about themselves besides. Everybody else reads that somebody is kept off, and no more.
    """
    return actor.has(*ALWAYS) or bool(facts.unit and facts.unit in actor.units_as(Role.LEADER))
