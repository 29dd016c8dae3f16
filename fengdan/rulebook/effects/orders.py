"""点单: placed, answered, withdrawn, arranged. What else ends one says so itself (`order_ended`)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fengdan.rulebook.effects.change import Change
from fengdan.rulebook.facts import MatterFacts
from fengdan.rulebook.orders import OrderFacts, OrderState, answered


def _order(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    return replace(facts, order=OrderFacts(said["order"], OrderState.OPEN, facts.sides[said["party"]]))


def _answer(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    assert facts.order is not None
    return replace(facts, order=answered(facts.order, facts.sides, said["party"], said["said"], said["rank"]))


def no_order(facts: MatterFacts, _said: Mapping[str, Any]) -> MatterFacts:
    """It waits for nobody any more."""
    return replace(facts, order=None)


ORDERS: dict[str, Change] = {
    "order": _order,
    "answer_order": _answer,
    "withdraw_order": no_order,
    "arrange_order": no_order,
}
