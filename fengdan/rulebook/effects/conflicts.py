"""回避: who steps aside, what was applied for, what both sides or two people let be."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from fengdan.rulebook.effects.change import Change
from fengdan.rulebook.facts import MatterFacts


def _aside(facts: MatterFacts, conflicts: Iterable[int]) -> MatterFacts:
    return replace(facts, recusal=replace(facts.recusal, aside=facts.recusal.aside | set(conflicts)))


def over(facts: MatterFacts, conflicts: Iterable[int]) -> MatterFacts:
    """These keep nobody off any more; no exception from them is wanted, and none of them waits for a decision."""
    ended = set(conflicts)
    done = replace(facts.recusal, aside=facts.recusal.aside - ended)
    if done.override in ended:
        done = replace(done, override=0, asked_by="")
    if done.challenge in ended:
        done = replace(done, challenge=0, challenged="")
    return replace(facts, recusal=done)


def _mediating(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    return _aside(facts, {said["conflict"]}) if said["mediates"] else facts


def _challenge(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    return replace(facts, recusal=replace(facts.recusal, challenge=said["conflict"], challenged=said["mediator_user"]))


def _rule(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    done = replace(facts, recusal=replace(facts.recusal, challenge=0, challenged=""))
    return _aside(done, {said["conflict"]}) if said["upheld"] else done


def _waive(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    return over(facts, {said["conflict"]})


def _ask(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    asked = replace(facts, recusal=replace(facts.recusal, override=said["conflict"], asked_by=said["by"]))
    return _mediating(asked, said)


def _override(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    if said["approved"]:
        return over(facts, {said["conflict"]})
    return replace(facts, recusal=replace(facts.recusal, override=0, asked_by=""))


def screened(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    """A party who joins, or whose name is put right, may be somebody whom a mediator may not mediate for."""
    return _aside(facts, said.get("aside", ()))


CONFLICTS: dict[str, Change] = {
    "correct": screened,
    "declare_conflict": _mediating,
    "challenge_mediator": _challenge,
    "rule_on_challenge": _rule,
    "waive_conflict": _waive,
    "ask_override": _ask,
    "override_conflict": _override,
}
