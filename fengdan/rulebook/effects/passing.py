"""With whom the matter is: given, given back, called back, handed up."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from fengdan.rulebook.assigning import CONFLICT
from fengdan.rulebook.effects.change import Change
from fengdan.rulebook.facts import CENTRE, MatterFacts, ObjectionState
from fengdan.rulebook.stages import TEAM, Stage


def _given(facts: MatterFacts, unit: str, kind: str, supporting: Iterable[str], *, down: bool = False) -> MatterFacts:
    """With a unit that has yet to take it, and nothing left of what an earlier one did about it."""
    return replace(
        facts,
        holder=unit,
        unit=unit,
        unit_kind=kind,
        supporting=frozenset(supporting),
        mediator="",
        co_mediators=frozenset(),
        recusal=facts.recusal.gone,
        returned="",
        reply="",
        objection=ObjectionState.MAY if down else "",
        tasks=frozenset(),
    )


def _assign(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    if "unit" not in said:  # written before 交办 existed, when only teams were asked
        return _given(facts, said["team"], TEAM, ())
    given = _given(facts, said["unit"], said["kind"], said["supporting"], down="sent_down" in said)
    return replace(given, tasks=frozenset(said.get("tasks", ())))


def back_to_centre(facts: MatterFacts, _said: Mapping[str, Any]) -> MatterFacts:
    return replace(_given(facts, CENTRE, "", ()), unit="", stage=Stage.ACCEPTED)


def _give_back(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    """A team's return leads to another dispatch; a unit's waits for a ruling on who leads (信访工作条例 Art. 24).

    Over the second one a 会商 is convened; in a red matter its lead acts at once (先办后议).
    """
    conflicted = {facts.unit} if said["code"] == CONFLICT else set()
    back = replace(
        back_to_centre(facts, said),
        gave_back=facts.gave_back | {facts.unit},
        conflicted=facts.conflicted | conflicted,
    )
    if "conference" not in said:  # the first, or one written before there was a 会商
        return replace(back, returned="" if facts.with_team else facts.unit)
    convened = replace(back, conference=said["lead"], conferring=said["members"])
    return _rule(replace(convened, stage=Stage.ASSIGNED), said) if "unit" in said else convened


def _rule(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    return _given(facts, said["unit"], said["kind"], said["supporting"], down="sent_down" in said)


def _decide(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    """With the unit the 会商 named; one that already has the matter goes on where it is."""
    decided = replace(facts, conference="", ruled=True, supporting=frozenset(said["supporting"]))
    return _rule(replace(decided, stage=Stage.ASSIGNED), said) if "unit" in said else decided


def _hand_up(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    """To the unit above, which has to sign for it; at the county the centre decides who leads."""
    if said["to"] == CENTRE:
        return back_to_centre(facts, said)
    return _given(facts, said["to"], said["kind"], ())


def _climb(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    """As handed up; what nobody has accepted yet waits for whoever accepts it one level up."""
    if facts.stage is Stage.REGISTERED:
        return replace(facts, holder=said["to"], unit="", unit_kind="")
    return replace(_hand_up(facts, said), stage=Stage.ACCEPTED if said["to"] == CENTRE else Stage.ASSIGNED)


def _object(facts: MatterFacts, _said: Mapping[str, Any]) -> MatterFacts:
    return replace(facts, objection=ObjectionState.RAISED)


def _hear(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    return back_to_centre(facts, said) if said["upheld"] else replace(facts, objection=ObjectionState.HEARD)


PASSING: dict[str, Change] = {
    "assign": _assign,
    "recall": back_to_centre,
    "give_back": _give_back,
    "rule_on_return": _rule,
    "decide_conference": _decide,
    "hand_up": _hand_up,
    "climb": _climb,
    "raise_objection": _object,
    "rule_on_objection": _hear,
    "reassign": _assign,
    "time_out": back_to_centre,
}
