"""The need that waits for its answer, which another round leaves waiting; the open tasks of whoever has the matter."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fengdan.rulebook.effects.change import Change
from fengdan.rulebook.facts import MatterFacts


def _need(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    return replace(facts, need=said["need"])


def _late_order(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    """Of all that is urged, only an order without a common choice is a need."""
    return replace(facts, need=said["need"]) if "need" in said else facts


def _answered(facts: MatterFacts, _said: Mapping[str, Any]) -> MatterFacts:
    return replace(facts, need=0)


def _add(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    return replace(facts, tasks=facts.tasks | {said["task"]})


def _close(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    return replace(facts, tasks=facts.tasks - {said["task"]})


ARRANGING: dict[str, Change] = {
    "register_need": _need,
    "urge": _late_order,
    "answer_need": _answered,
    "add_task": _add,
    "do_task": _close,
    "drop_task": _close,
}
