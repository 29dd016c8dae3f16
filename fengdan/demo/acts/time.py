"""Limits that stand still, and more time."""

from typing import Any

from fengdan.demo.telling import Telling
from fengdan.matters.actions.ask_extend import ask_extend
from fengdan.matters.actions.ask_suspend import ask_suspend
from fengdan.matters.actions.extend import extend
from fengdan.matters.actions.resume import resume
from fengdan.matters.actions.suspend import suspend
from fengdan.matters.actions.undo_limit_change import undo_limit_change
from fengdan.matters.facts import facts_of
from fengdan.matters.models import Matter


def _ask_suspend(tell: Telling) -> Matter:
    """`ask_suspend appraisal | words`, from now on."""
    return ask_suspend(tell.matter, reason=tell.argument(0), since=tell.at, words=tell.words(), **tell.by())


def _suspend(tell: Telling) -> Matter:
    """`suspend yes`, `suspend no | why not`."""
    return suspend(tell.matter, approved=tell.argument(0) == "yes", comment=tell.words(), **tell.by("duty"))


def _ask_extend(tell: Telling) -> Matter:
    """`ask_extend 10d agreed | words`: agreed where all parties are."""
    said: dict[str, Any] = {"amount": tell.argument(0), "consent": tell.argument(1) == "agreed", "reason": tell.words()}
    return ask_extend(tell.matter, **said, **tell.by())


def _extend(tell: Telling) -> Matter:
    """`extend yes`, `extend no | why not`."""
    return extend(tell.matter, approved=tell.argument(0) == "yes", comment=tell.words(), **tell.by("director"))


def _undo(tell: Telling) -> Matter:
    """`undo_limit_change extension | words`: the one there is."""
    (change,) = [key for key in facts_of(tell.matter).changed if key.startswith(tell.argument(0))]
    return undo_limit_change(tell.matter, change=change, reason=tell.words(), **tell.by("duty"))


ACTS = {
    "ask_suspend": _ask_suspend,
    "suspend": _suspend,
    "resume": lambda tell: resume(tell.matter, until=tell.at, **tell.by()),
    "ask_extend": _ask_extend,
    "extend": _extend,
    "undo_limit_change": _undo,
}
