"""Which step tells whom. The texts are filled from the matter when they are read, so a letter holds no names."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from fengdan.rulebook.actor import Role
from fengdan.rulebook.conclusions import BY_STEP, FOLLOWED_UP
from fengdan.rulebook.facts import CENTRE, TAKEN_OVER, MatterFacts
from fengdan.rulebook.orders import OrderState
from fengdan.rulebook.rungs import LIAISON, RUNGS
from fengdan.rulebook.sources import Risk
from fengdan.rulebook.stages import TEAM, Stage
from fengdan.rulebook.watching import ARRANGING, NOTHING_SAID, SUPERVISING, To, alert, of_the_clock, to_holder

UNIT = "unit"  # stands for the team or unit the matter is with


def told(
    step: str,
    after: MatterFacts,
    *,
    above: str,
    reachable: bool,
    by: str = "",
    desk: tuple[str, str] = ("", ""),
    said: Mapping[str, Any] = NOTHING_SAID,
) -> list[To]:
    """The letters of a step.

    `said` is what the event says. `above` is the unit over the one that asks for help; `reachable` says whether
    anybody can be reached today at the unit the matter went to: if not, the duty leader is told. `by` is the role it
    was taken under, `desk` the role and unit at which a rung of a clock, or whoever urges, has found somebody.
    """
    if step in BY_THE_CLOCK or step in ISSUED:
        found = (
            of_the_clock(step, desk, by, said, quiet=after.confidential)
            if step in BY_THE_CLOCK
            else ISSUED[step](after, desk, said)
        )
        return [*found, *alert(said)]
    if after.on_paper and step in TAKEN_OVER:
        return []
    if by == Role.PARTY and step in BY_THEMSELVES:
        return [*TOLD[step](after), *to_holder(after, BY_THEMSELVES[step])]
    if step == "ask_help":
        return [("ask_help", above, Role.DUTY if above == CENTRE else LIAISON)]
    if gives(step, after):
        table = TOLD[step](after) if step in AT_TABLE else []
        return [*_given(step, after, reachable=reachable), *table, *_left(said)]
    return [*(TOLD[step](after) if step in TOLD else []), *_left(said)]


def climbed(said: Mapping[str, Any]) -> list[To]:
    """The letters of a matter that climbed by itself, by what its event says: above, below, and over both."""
    found: list[To] = [("climb", said["to"], said["as"])]
    if said["to"] == CENTRE:
        found = [("climb_county", CENTRE, Role.DUTY), ("climb_county", CENTRE, Role.DISPATCHER)]
    found.append(("climb_left", said["left"], said["left_as"]))
    found += [("climb_lead", CENTRE, Role.SUPERVISOR)] if said["lead"] else []
    return found + ([("unreachable", CENTRE, Role.DUTY)] if said["skipped"] else [])


def _concluded(after: MatterFacts) -> list[To]:
    found: list[To] = [("conclude", CENTRE, Role.ARCHIVIST)]
    if after.conclusion in FOLLOWED_UP:
        found.append(("follow_up", CENTRE, Role.FOLLOWUP))
    return found


def _at_centre(after: MatterFacts, template: str, *roles: Role) -> list[To]:
    """To the centre's people, when the matter is at the centre: a village's own registration is no news to them."""
    return [(template, CENTRE, role) for role in roles] if after.holder == CENTRE else []


def _given(step: str, after: MatterFacts, *, reachable: bool) -> list[To]:
    template = "hand_up" if step == "hand_up" else "assign" if after.with_team else "assign_unit"
    receiver: To = (template, after.unit, Role.LEADER if after.with_team else LIAISON)
    helpers: list[To] = [("supporting", unit, LIAISON) for unit in sorted(after.supporting)]
    alarm: list[To] = [] if reachable else [("unreachable", CENTRE, Role.DUTY)]
    return [receiver, *helpers, *alarm]


def _left(said: Mapping[str, Any]) -> list[To]:
    """To whoever the matter was taken from before they had taken it: they need not see to it any more."""
    return [("taken_back", said["left"], said["left_as"])] if "left_as" in said else []


def _convened(after: MatterFacts) -> list[To]:
    """To the centre's people who decide, and to every unit that sits in the open 会商."""
    if not after.conference:
        return []
    return [("convened", CENTRE, Role.DUTY), ("convened", CENTRE, Role.DIRECTOR), *_members(after, "convened")]


def _decided(after: MatterFacts) -> list[To]:
    """To every member; one that is given the matter hears of that instead."""
    given = after.unit if after.stage is Stage.ASSIGNED else ""
    return [letter for letter in _members(after, "decided") if letter[1] != given]


def _members(after: MatterFacts, template: str) -> list[To]:
    return [
        (template, unit, Role.LEADER if kind == TEAM else LIAISON) for unit, kind in sorted(after.conferring.items())
    ]


def _ordered(after: MatterFacts) -> list[To]:
    """Whoever has to do something next about an order: ask the other side, or see that somebody is given it."""
    assert after.order is not None
    if after.order.state is OrderState.OPEN:
        return [("order", CENTRE, Role.CLERK)] if not after.order.agreed else []
    template = "order_agreed" if after.order.state is OrderState.AGREED else "order_centre"
    leader: list[To] = [(template, after.unit, Role.LEADER)] if after.with_team else []
    return [(template, CENTRE, Role.DISPATCHER), *leader]


def gives(step: str, after: MatterFacts) -> bool:
    """Whether a step has put the matter with a unit or team."""
    with_somebody = step in GIVES or (step in AT_TABLE and after.stage is Stage.ASSIGNED)
    return after.holder != CENTRE and with_somebody


ISSUED = SUPERVISING | ARRANGING  # these say in the event whom they concern
BY_THE_CLOCK = frozenset({*RUNGS, "recount"})
# what a party does without an account is news to whoever has the matter
BY_THEMSELVES = {"conclude": "withdrawn", "record_consent": "party_answered"}
GIVES = frozenset({"assign", "rule_on_return", "hand_up", "reassign"})
# to these a 会商 belongs, and they may put the matter with its lead
AT_TABLE = frozenset({"give_back", "decide_conference"})
TOLD: dict[str, Callable[[MatterFacts], list[To]]] = {
    "register": lambda after: (
        _at_centre(after, "register", Role.DUTY)
        or ([("red", CENTRE, Role.DUTY)] if after.risk == Risk.RED else [])  # never waits in a village's queue
    ),
    "accept": lambda after: _at_centre(after, "accept", Role.DISPATCHER),
    "hand_up": lambda after: _at_centre(after, "hand_up_county", Role.DUTY, Role.DISPATCHER),
    "give_back": lambda after: (
        _convened(after)
        or (
            _at_centre(after, "give_back_unit", Role.DUTY)
            if after.returned
            else _at_centre(after, "give_back", Role.DISPATCHER)
        )
    ),
    "decide_conference": _decided,
    "raise_objection": lambda _after: [("raise_objection", CENTRE, Role.DUTY)],
    "rule_on_objection": lambda after: _at_centre(after, "objection_upheld", Role.DUTY, Role.DISPATCHER),
    "take": lambda after: [("take", after.unit, Role.MEDIATOR)] if after.with_team else [],
    "reply": lambda _after: [("reply", CENTRE, Role.DUTY)],
    "send_back_reply": lambda after: [("send_back_reply", after.unit, LIAISON)],
    "conclude": _concluded,
    **dict.fromkeys(BY_STEP, _concluded),
    "record_consent": lambda after: to_holder(after, "refused") if after.refused_by() else [],
    "change_mediator": lambda after: [("change_mediator", after.unit, Role.MEDIATOR)],
    "raise_risk": lambda after: [("red", CENTRE, Role.DUTY)] if after.risk == Risk.RED else [],
    "visit": lambda after: [("red", CENTRE, Role.DUTY)] if after.raised and after.risk == Risk.RED else [],
    "alarm": lambda _after: [("alarm", CENTRE, role) for role in (Role.DUTY, Role.SUPERVISOR, Role.DIRECTOR)],
    "ask_lower_risk": lambda _after: [("ask_lower_risk", CENTRE, role) for role in (Role.DUTY, Role.DIRECTOR)],
    "ask_suspend": lambda _after: [("ask_suspend", CENTRE, role) for role in (Role.DUTY, Role.DIRECTOR)],
    "ask_extend": lambda _after: [("ask_extend", CENTRE, role) for role in (Role.DUTY, Role.DIRECTOR)],
    "suspend": lambda after: to_holder(after, "suspend"),
    "resume": lambda after: to_holder(after, "resume"),
    "extend": lambda after: to_holder(after, "extend"),
    "undo_limit_change": lambda after: to_holder(after, "undo_limit_change"),
    "declare_conflict": lambda after: [("declare_conflict", after.unit, Role.LEADER)],
    "challenge_mediator": lambda after: [
        ("challenge_mediator", after.unit, Role.LEADER),
        ("challenge_mediator", CENTRE, Role.DUTY),
    ],
    "rule_on_challenge": lambda after: [("rule_on_challenge", after.unit, Role.LEADER)],
    "ask_override": lambda _after: [("ask_override", CENTRE, role) for role in (Role.DUTY, Role.DIRECTOR)],
    "override_conflict": lambda after: [("override_conflict", after.unit, Role.LEADER)],
    **{step: partial(to_holder, template=step) for step in ("book", "rebook", "cancel_booking")},
    "rate": lambda after: [("low_rating", CENTRE, Role.DUTY)] if after.low_ratings else [],
    "add_party": lambda after: (
        [("order", CENTRE, Role.CLERK)] if after.order is not None and after.order.state is OrderState.OPEN else []
    ),
    "order": _ordered,
    "answer_order": _ordered,
    "time_out": lambda after: _at_centre(after, "timed_out", Role.DISPATCHER),
    "reopen": lambda _after: [("reopen", CENTRE, role) for role in (Role.DUTY, Role.DISPATCHER)],
}
