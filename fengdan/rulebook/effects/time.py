"""Time that stands still, and more of it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fengdan.rulebook.effects.change import Change
from fengdan.rulebook.facts import MatterFacts


def _ask_suspend(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    return replace(facts, suspending=said["by"])


def _suspend(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    if not said["approved"]:
        return replace(facts, suspending="")
    changed = facts.changed | {f"suspension:{said['suspension']}"}
    return replace(facts, suspending="", suspended=said["suspension"], changed=changed)


def _resume(facts: MatterFacts, _said: Mapping[str, Any]) -> MatterFacts:
    return replace(facts, suspended=0)


def _ask_extend(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    return replace(facts, extending=said["by"])


def _extend(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    granted = {f"extension:{said['extension']}"} if said["approved"] else set()
    return replace(facts, extending="", changed=facts.changed | granted)


def _undo(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    lasting = facts.suspended and said["undone"] != f"suspension:{facts.suspended}"
    return replace(facts, changed=facts.changed - {said["undone"]}, suspended=facts.suspended if lasting else 0)


TIME: dict[str, Change] = {
    "ask_suspend": _ask_suspend,
    "suspend": _suspend,
    "resume": _resume,
    "ask_extend": _ask_extend,
    "extend": _extend,
    "undo_limit_change": _undo,
}
