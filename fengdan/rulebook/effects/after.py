"""Risk and confidentiality, what comes after the end, and another round."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fengdan.rulebook.effects.change import Change
from fengdan.rulebook.effects.passing import back_to_centre
from fengdan.rulebook.effects.work import conclude
from fengdan.rulebook.facts import Answer, MatterFacts

AT_HOME = frozenset({"domestic", "minor"})  # kinds of an alarm after which protection comes first


def _transfer(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    return replace(conclude(facts, said), receipt_due=True)


def _receipt(facts: MatterFacts, _said: Mapping[str, Any]) -> MatterFacts:
    return replace(facts, receipt_due=False)


def _reopen(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    """Another round: what the last one came to stays on paper, and nobody's will is taken for granted."""
    return replace(
        back_to_centre(facts, said),
        round=facts.round + 1,
        parties=dict.fromkeys(facts.parties, Answer.PENDING),
        ruled=False,
        sessions=0,
        agreement=None,
        oral=False,
        conclusion="",
        receipt_due=False,
        owed=frozenset(),
        follow_up_due=False,
        follow_ups=0,
        followed=False,
        rated=frozenset(),
        low_ratings=frozenset(),
        on_paper=False,
        suspending="",
        suspended=0,
        extending="",
        changed=frozenset(),
    )


def _risk(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    return replace(facts, risk=said["risk"], lowering="", lowering_by="")


def _alarm(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    return replace(_risk(facts, said), violence=facts.violence or said["kind"] in AT_HOME)


def _visit(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    """So many people raise it by rule; a visit written before there was one says nothing of risk."""
    return _risk(facts, said) if "risk" in said else facts


def _ask_lower(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    return replace(facts, lowering=said["risk"], lowering_by=said["by"])


def _protect(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    return replace(facts, confidential=said["confidential"], protected=frozenset(said["protected"]))


def _owe(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    return replace(facts, owed=facts.owed | {said["obligation"]})


def _perform(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    return replace(facts, owed=facts.owed - {said["obligation"]}) if said["closed"] else facts


def _follow_up(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    return replace(facts, follow_ups=facts.follow_ups + 1, followed=facts.followed or said["reached"])


def _rate(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    low = {said["rating"]} if said["low"] else set()
    return replace(facts, rated=facts.rated | {said["party"]}, low_ratings=facts.low_ratings | low)


def _handle_rating(facts: MatterFacts, said: Mapping[str, Any]) -> MatterFacts:
    return replace(facts, low_ratings=facts.low_ratings - {said["rating"]})


AFTER: dict[str, Change] = {
    "transfer": _transfer,
    "record_receipt": _receipt,
    "reopen": _reopen,
    "raise_risk": _risk,
    "alarm": _alarm,
    "visit": _visit,
    "ask_lower_risk": _ask_lower,
    "lower_risk": _risk,
    "protect": _protect,
    "add_obligation": _owe,
    "record_performance": _perform,
    "follow_up": _follow_up,
    "rate": _rate,
    "handle_rating": _handle_rating,
}
