"""接待: one save at the desk takes a matter in and does as much about it as can be done on the spot."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db import transaction

from fengdan.matters import routes
from fengdan.matters.actions.accept import accept
from fengdan.matters.actions.add_obligation import Owed
from fengdan.matters.actions.agree_orally import OralTerms, agree_orally
from fengdan.matters.actions.answer import answer
from fengdan.matters.actions.assign import assign
from fengdan.matters.actions.conclude import conclude
from fengdan.matters.actions.conclude_and_owe import conclude_and_owe
from fengdan.matters.actions.record_consent import record_consent
from fengdan.matters.actions.register import Registration, register
from fengdan.matters.choices import said
from fengdan.matters.entry import Once
from fengdan.matters.models import Consent, Matter
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.conclusions import Conclusion
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.facts import CENTRE, Answer, Side

AS_PROPOSED = "proposed"  # instead of a unit's code: whichever routing proposes


class Way(StrEnum):
    """怎么处理: how far one save goes."""

    WAIT = "wait"
    ACCEPT = "accept"
    GIVE = "give"
    ANSWER = "answer"
    MEDIATE = "mediate"


WAY_LABELS = {
    Way.WAIT: "登记等受理",
    Way.ACCEPT: "当场受理",
    Way.GIVE: "受理并交给承办单位",
    Way.ANSWER: "当场答复",
    Way.MEDIATE: "当场调解好了",
}


@dataclass(frozen=True)
class Promise:
    """What an oral agreement leaves to be done: by the first party of which side, until when, how much in fen."""

    side: Side
    due_on: date
    amount: int | None = None


@dataclass(frozen=True)
class Received:
    """A registration and the way it takes. `unit` and `reason` when given, `text` when answered, `terms` if settled."""

    told: Registration
    way: Way = Way.WAIT
    unit: str = ""
    reason: str = ""
    text: str = ""
    terms: OralTerms | None = None
    both_agree: bool = False
    promise: Promise | None = None
    nothing_due: bool = False


def receive(
    received: Received, *, actor: Actor, at: datetime, typed_at: datetime | None = None, once: Once | None = None
) -> Matter:
    """Register and go the chosen way; each step its own event, all or nothing. Raises Refused.

    `at` is when people were at the desk. What is typed later (`typed_at`) is given to somebody only then: their time
    to take it does not begin before they could know of it.
    """
    with transaction.atomic():
        matter = register(received.told, actor=actor, at=at, once=once)
        if matter.version > 1:  # this very form was saved before
            return matter
        return _go(matter, received, actor, at, typed_at or at)


def _go(matter: Matter, received: Received, actor: Actor, at: datetime, typed_at: datetime) -> Matter:
    match received.way:
        case Way.ANSWER:
            return answer(matter, text=received.text, actor=actor, at=at)
        case Way.MEDIATE:
            left: Any = {"promise": received.promise, "nothing_due": received.nothing_due}
            return settle(matter, received.terms, both_agree=received.both_agree, **left, actor=actor, at=at)
        case Way.ACCEPT:
            return accept(matter, actor=actor, at=at)
        case Way.GIVE:
            unit = said(received.unit, "assign_to", "交给谁")
            return _give(accept(matter, actor=actor, at=at), unit, received.reason, actor, typed_at)
        case Way.WAIT:
            return matter


def _give(matter: Matter, unit: str, reason: str, actor: Actor, at: datetime) -> Matter:
    route = routes.latest(matter)
    if unit != AS_PROPOSED or route is None:
        return assign(matter, unit=unit, reason=reason, actor=actor, at=at)
    if route.unit_id == CENTRE:
        return matter  # the rules leave it to the centre's desk
    return assign(matter, unit=route.unit_id, reason=route.reason, supporting=route.supporting, actor=actor, at=at)


def settle(
    matter: Matter,
    terms: OralTerms | None,
    *,
    both_agree: bool,
    promise: Promise | None = None,
    nothing_due: bool = False,
    actor: Actor,
    at: datetime,
) -> Matter:
    """Both are willing, both agree, it is over (人民调解法 Art. 17, 30). Who did not apply was asked in person."""
    if matter.service:
        raise Refused("这类是便民事项，不算调解；如果是纠纷，请在“类型”里选对应的纠纷。", "matter_type")
    if terms is None:
        raise Refused("请写明怎么说定的。", "content")
    if both_agree:
        for party in matter.parties.filter(removed=False).exclude(consent=Answer.AGREED):
            matter = record_consent(
                matter,
                party=party.pk,
                answer=Answer.AGREED,
                how=Consent.How.IN_PERSON,
                asked_at=at,
                actor=actor,
                at=at,
            )
    matter = agree_orally(matter, terms=terms, both_agree=both_agree, actor=actor, at=at)
    by: Any = {"conclusion": Conclusion.SETTLED_ORALLY, "actor": actor, "at": at}
    if promise is None and not nothing_due:  # the pages ask for one of the two; an older caller says neither
        return conclude(matter, **by)
    try:
        return conclude_and_owe(matter, owed=_owed(matter, terms, promise), nothing_due=nothing_due, **by)
    except Refused as no:
        raise Refused(no.reason, no.field.replace("owed1", "promise")) from no


def _owed(matter: Matter, terms: OralTerms, promise: Promise | None) -> list[Owed]:
    if promise is None:
        return []
    party = matter.parties.filter(side=promise.side, removed=False).order_by("pk").first()
    if party is None:
        raise Refused("没有登记这一方，请核对“以后由谁来办”。", "promise_party")
    return [Owed(party.pk, terms.content, promise.due_on, promise.amount)]
