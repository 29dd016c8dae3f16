"""Taking in, and the short ends."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from fengdan.demo.telling import Telling
from fengdan.matters.actions.accept import accept
from fengdan.matters.actions.agree_orally import OralTerms
from fengdan.matters.actions.answer import answer
from fengdan.matters.actions.guide import Guided, guide
from fengdan.matters.actions.merge import merge
from fengdan.matters.actions.receive import Promise
from fengdan.matters.actions.record_receipt import record_receipt
from fengdan.matters.actions.register import Registration, register
from fengdan.matters.actions.reject import reject
from fengdan.matters.actions.report import Outcome, Reported, report
from fengdan.matters.actions.transfer import transfer
from fengdan.matters.actions.visit import visit
from fengdan.matters.intake import ContactDetails, Sender
from fengdan.matters.models import Matter
from fengdan.rulebook.actor import ONLINE
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.facts import CENTRE
from fengdan.rulebook.guiding import PLACES
from fengdan.rulebook.sources import Level
from fengdan.units.models import Unit

LEVELS = {Unit.Kind.CENTRE: Level.COUNTY, Unit.Kind.TOWNSHIP: Level.TOWNSHIP, Unit.Kind.VILLAGE: Level.VILLAGE}


def _told(tell: Telling) -> Registration:
    script = tell.script
    origin = Unit.objects.get(pk=script.unit or CENTRE)
    letters = "" if script.anonymous else script.applicants + script.respondents
    sent_on = tell.at.astimezone(ZONE).date() - timedelta(days=1)
    name, _, relation = script.contact.partition(" ")
    phone = f"1380000{tell.dice.randrange(10_000):04d}" if name else ""
    return Registration(
        channel=script.channel,
        matter_type=script.type,
        area=script.area,
        story=tell.words(otherwise=script.story),
        place=script.place,
        parties=tuple(tell.people[letter] for letter in letters),
        origin=origin.pk,
        level=Level.GRID if script.grid else LEVELS[Unit.Kind(origin.kind)],
        risk=script.risk,
        sender=Sender(script.organ, script.number, sent_on) if script.organ else Sender(),
        contact=ContactDetails(name, phone, relation),
        people=script.people,
        anonymous=script.anonymous,
    )


def _who(tell: Telling) -> str:
    unit = tell.script.unit
    return "clerk" if not unit else (tell.office.grid if tell.script.grid else tell.office.answering)[unit]


def _register(tell: Telling) -> Matter:
    actor = ONLINE if tell.script.channel == "online" else tell.actor(_who(tell))
    return register(_told(tell), actor=actor, at=tell.at)


def _report(tell: Telling) -> Matter:
    """`report settled` when all was done at once, `report settled b +9 | content` when it is still to be done."""
    outcome = Outcome(tell.argument(0))
    promised = outcome is Outcome.SETTLED and tell.argument(1)
    due = tell.day(2) if promised else None
    terms = OralTerms(tell.words(), tell.at, due=f"{due.month}月{due.day}日前" if due else "", performed=not due)
    given = Reported(replace(_told(tell), story=_story(tell)), outcome, both_agree=True, handover=tell.words())
    if outcome is Outcome.SETTLED:
        promise = Promise(tell.people[tell.argument(1)].side, due) if due else None
        given = replace(given, terms=terms, promise=promise, nothing_due=promise is None)
    if outcome is Outcome.UP:
        given = replace(given, up_because=tell.argument(1, "beyond"))
    return report(given, **tell.by(_who(tell)))


def _story(tell: Telling) -> str:
    return replace(tell, line=replace(tell.line, words=())).words(otherwise=tell.script.story)


def _guide(tell: Telling) -> Matter:
    """`guide PLACE | reason | address`."""
    place = PLACES[tell.argument(0)]
    known = Unit.objects.filter(pk=place.unit).values_list("phone", flat=True).first()
    phone = place.phone or known or ""
    told = Guided(place.organ, tell.words(1), place.materials, tell.words(0), phone, place.limits)
    return guide(tell.matter, told=told, **tell.by("duty"))


def _transfer(tell: Telling) -> Matter:
    organ, reason, materials = tell.words(0), tell.words(1), tell.words(2)
    said: dict[str, Any] = {"kind": tell.argument(0), "organ": organ, "reason": reason, "materials": materials}
    return transfer(tell.matter, **said, **tell.by("duty"))


def _receipt(tell: Telling) -> Matter:
    said: dict[str, Any] = {"received_by": tell.words(0), "number": tell.words(1)}
    return record_receipt(tell.matter, received_on=tell.at.astimezone(ZONE).date(), **said, **tell.by("clerk"))


def _merge(tell: Telling) -> Matter:
    into = tell.others[tell.argument(0)].matter.code
    return merge(tell.matter, into=into, reason=tell.words(), **tell.by("duty"))


def _visit(tell: Telling) -> Matter:
    said: dict[str, Any] = {"visited_at": tell.at, "people": int(tell.argument(0, "1")), "words": tell.words()}
    return visit(tell.matter, **said, **tell.by("clerk"))


def _accept(tell: Telling) -> Matter:
    taken_in = tell.script.unit
    return accept(tell.matter, **tell.by(tell.office.answering[taken_in] if taken_in else "duty"))


ACTS = {
    "register": _register,
    "report": _report,
    "accept": _accept,
    "answer": lambda tell: answer(tell.matter, text=tell.words(), **tell.by("clerk")),
    "guide": _guide,
    "transfer": _transfer,
    "record_receipt": _receipt,
    "reject": lambda tell: reject(tell.matter, code=tell.argument(0), explanation=tell.words(), **tell.by("duty")),
    "merge": _merge,
    "visit": _visit,
}
