"""Stepping aside, applying for somebody else, letting it be."""

from typing import Any

from fengdan.demo.telling import Telling
from fengdan.matters.actions.ask_override import ask_override
from fengdan.matters.actions.challenge_mediator import challenge_mediator
from fengdan.matters.actions.declare_conflict import declare_conflict
from fengdan.matters.actions.override_conflict import override_conflict
from fengdan.matters.actions.rule_on_challenge import rule_on_challenge
from fengdan.matters.actions.waive_conflict import waive_conflict
from fengdan.matters.models import Matter


def _mediator(tell: Telling) -> str:
    """Whoever mediates, or would: the one `take` names."""
    return tell.matter.mediator_id or tell.office.mediators[str(tell.matter.unit_id)][-1]


def _leader(tell: Telling) -> str:
    return tell.office.answering[str(tell.matter.unit_id)]


def _declare(tell: Telling) -> Matter:
    """`declare_conflict b kin | words`: in relation to whom, and which one."""
    said: dict[str, Any] = {"party": tell.parties[tell.argument(0)], "kind": tell.argument(1), "ground": tell.words()}
    return declare_conflict(tell.matter, mediator=_mediator(tell), **said, **tell.by())


def _challenge(tell: Telling) -> Matter:
    party = tell.parties[tell.argument(0)]
    return challenge_mediator(tell.matter, party=party, ground=tell.words(), **tell.by("clerk"))


def _rule(tell: Telling) -> Matter:
    upheld = tell.argument(0) == "yes"
    return rule_on_challenge(tell.matter, upheld=upheld, ruling=tell.words(), **tell.by("duty"))


def _waive(tell: Telling) -> Matter:
    agreed = list(tell.parties.values())
    said: dict[str, Any] = {"kind": tell.argument(0), "agreed": agreed, "waiver": tell.words()}
    return waive_conflict(tell.matter, mediator=_mediator(tell), **said, **tell.by(_leader(tell)))


def _ask(tell: Telling) -> Matter:
    said: dict[str, Any] = {"kind": tell.argument(0), "reason": tell.words()}
    return ask_override(tell.matter, mediator=_mediator(tell), **said, **tell.by(_leader(tell)))


def _override(tell: Telling) -> Matter:
    approved = tell.argument(0) == "yes"
    return override_conflict(tell.matter, approved=approved, ruling=tell.words(), **tell.by("director"))


ACTS = {
    "declare_conflict": _declare,
    "challenge_mediator": _challenge,
    "rule_on_challenge": _rule,
    "waive_conflict": _waive,
    "ask_override": _ask,
    "override_conflict": _override,
}
