"""一页上报: a village takes in a matter where it starts, and settles it, keeps it, or passes it up — in one save."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import transaction

from fengdan.matters.actions.agree_orally import OralTerms, agree_orally
from fengdan.matters.actions.assign import assign
from fengdan.matters.actions.conclude import conclude
from fengdan.matters.actions.hand_up import hand_up
from fengdan.matters.actions.record_consent import record_consent
from fengdan.matters.actions.register import Registration, register
from fengdan.matters.actions.take import take
from fengdan.matters.entry import Once
from fengdan.matters.models import Consent, HandUp, Matter
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.conclusions import Conclusion
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.facts import Answer
from fengdan.units.models import Unit


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


def report(reported: Reported, *, actor: Actor, at: datetime, once: Once | None = None) -> Matter:
    """Take it in at the unit's own level and do what the outcome says; each step its own event. Raises Refused.

    `at` is when it happened, which may be days before it is typed (补录).
    """
    _check_day(reported.told.origin, at)
    with transaction.atomic():
        matter = register(reported.told, actor=actor, at=at, once=once, accept_now=True)
        if matter.version > 2:  # noqa: PLR2004 - this very form was saved before
            return matter
        by: Any = {"actor": actor, "at": at}
        if reported.outcome is Outcome.UP:
            return hand_up(matter, reason=reported.up_because, handover=reported.handover, **by)
        matter = take(assign(matter, unit=reported.told.origin, reason=OWN, **by), **by)
        return _settle(matter, reported, actor, at) if reported.outcome is Outcome.SETTLED else matter


def _check_day(origin: str, at: datetime) -> None:
    """Nothing can have been done by a unit before its first day."""
    first = Unit.objects.filter(pk=origin).values_list("active_from", flat=True).first()
    if first is not None and at.astimezone(ZONE).date() < first:
        raise Refused(f"本单位从 {first} 起才在系统里办理，更早的事请不要补录。", "happened_at")


def _settle(matter: Matter, reported: Reported, actor: Actor, at: datetime) -> Matter:
    if matter.service:
        raise Refused("这类是便民事项，不算调解；如果是纠纷，请在“类型”里选对应的纠纷。", "matter_type")
    if reported.terms is None:
        raise Refused("请写明怎么说定的。", "content")
    by: Any = {"actor": actor, "at": at}
    if reported.both_agree:
        for party in matter.parties.filter(removed=False).exclude(consent=Answer.AGREED):
            asked: Any = {"answer": Answer.AGREED, "how": Consent.How.IN_PERSON, "asked_at": at}
            matter = record_consent(matter, party=party.pk, **asked, **by)
    matter = agree_orally(matter, terms=reported.terms, both_agree=reported.both_agree, **by)
    return conclude(matter, conclusion=Conclusion.SETTLED_ORALLY, **by)
