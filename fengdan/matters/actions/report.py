"""一页上报: a village takes in a matter where it starts, and settles it, keeps it, or passes it up — in one save."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import transaction

from fengdan.matters.actions.accept import accept
from fengdan.matters.actions.agree_orally import OralTerms
from fengdan.matters.actions.assign import assign
from fengdan.matters.actions.hand_up import hand_up
from fengdan.matters.actions.receive import Promise, settle
from fengdan.matters.actions.register import Registration, register
from fengdan.matters.actions.take import take
from fengdan.matters.entry import Once
from fengdan.matters.models import HandUp, Matter
from fengdan.rulebook.actor import Actor


class Outcome(StrEnum):
    """怎么样了: what became of it by the time it is reported."""

    SETTLED = "settled"
    OURS = "ours"
    UP = "up"


OUTCOME_LABELS = {Outcome.SETTLED: "已经调好了", Outcome.OURS: "我们接着办", Outcome.UP: "办不了，上交"}
OWN = "本单位登记，本单位承办"


@dataclass(frozen=True)
class Reported:
    """A registration and what became of it. `terms` when settled, `handover` when passed up."""

    told: Registration
    outcome: Outcome
    terms: OralTerms | None = None
    both_agree: bool = False
    up_because: str = HandUp.Reason.BEYOND
    handover: str = ""
    promise: Promise | None = None
    nothing_due: bool = False


def report(reported: Reported, *, actor: Actor, at: datetime, once: Once | None = None) -> Matter:
    """Take it in at the unit's own level and do what the outcome says; each step its own event. Raises Refused.

    `at` is when it happened, which may be days before it is typed (补录).
    """
    with transaction.atomic():
        matter = register(reported.told, actor=actor, at=at, once=once)
        if matter.version > 1:  # this very form was saved before
            return matter
        by: Any = {"actor": actor, "at": at}
        matter = accept(matter, **by)
        if reported.outcome is Outcome.UP:
            return hand_up(matter, reason=reported.up_because, handover=reported.handover, **by)
        matter = take(assign(matter, unit=reported.told.origin, reason=OWN, **by), **by)
        if reported.outcome is Outcome.SETTLED:
            left: Any = {"promise": reported.promise, "nothing_due": reported.nothing_due}
            return settle(matter, reported.terms, both_agree=reported.both_agree, **left, **by)
        return matter
