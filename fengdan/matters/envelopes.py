"""Who gets a letter, by which way, at which address: what the outbox has to be told about matters."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from fengdan.gateways.configured import gateways
from fengdan.gateways.port import Gateway
from fengdan.matters.facts import facts_of
from fengdan.matters.letter_texts import texts_of
from fengdan.matters.models import CoMediator, Conflict, Event, Matter, Party
from fengdan.outbox.deliver import Delivered, Told, deliver
from fengdan.outbox.models import Delivery, Letter
from fengdan.outbox.plan import Plan, Wanted
from fengdan.outbox.restored import hold_restored
from fengdan.people.models import User
from fengdan.people.receivers import receivers
from fengdan.rulebook.actor import LIAISONS, Role
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.facts import Answer, Side
from fengdan.rulebook.identity import tidy_phone
from fengdan.rulebook.news import NOTICES
from fengdan.rulebook.orders import unanswered
from fengdan.rulebook.party_letters import ASKS, DECIDED, Reader, Way, way_to, way_to_staff
from fengdan.rulebook.rungs import LIAISON
from fengdan.rulebook.stages import Stage

MOBILE = re.compile(r"1[0-9]{10}")
SUBJECT = "枫单提醒：事项 {code}"
STAFF = "{text}（事项 {code}）。请登录枫单查看。"


def deliver_once(at: datetime) -> Delivered:
    """One round as of `at`. Raises ValueError when the settings of the gateways make no sense."""
    ways = gateways()
    return deliver(at, plan=_planning(ways), compose=compose, gateways=ways)


def hold_restored_letters(at: datetime) -> int:
    """Leave what a backup held under way to a person; how many. Raises ValueError as `deliver_once` does."""
    return hold_restored(at, _planning(gateways()))


def _planning(ways: Mapping[str, Gateway]) -> Plan:
    there = frozenset(name for name, gateway in ways.items() if gateway.configured)

    def plan(letter: Letter, at: datetime) -> Iterable[Wanted]:
        needed = Matter.objects.select_related("mediator").only("stage", "confidential", "conclusion", "mediator__user")
        matter = needed.get(pk=letter.matter_id)
        if letter.to_role == Role.PARTY:
            return _to_parties(letter, matter, sms=Way.SMS in there)
        return _to_staff(letter, matter, at, there)

    return plan


def compose(delivery: Delivery, _at: datetime) -> Told | None:
    """What goes out, with the address as it is now; None when there is none any more, or none it may go to."""
    letter = delivery.letter
    matter = Matter.objects.only("code", "stage", "confidential").get(pk=letter.matter_id)
    if delivery.to_user:
        address = _of_user(delivery.to_user, by_mail=delivery.channel == Delivery.Channel.MAIL)
    else:
        address = _of_party(delivery.to_party or 0, matter)
    if not address:
        return None
    text = texts_of([letter])[letter.pk]
    if delivery.to_user:
        text = STAFF.format(text=text, code=matter.code)
    return Told(address, SUBJECT.format(code=matter.code), text)


def _of_user(pk: int, *, by_mail: bool) -> str:
    user = User.objects.filter(pk=pk, is_active=True).first()
    if user is None:
        return ""
    return user.mail if by_mail else tidy_phone(user.phone)


def _of_party(pk: int, matter: Matter) -> str:
    party = Party.objects.filter(pk=pk, removed=False, protected=False).only("phone").first()
    if party is None or matter.confidential:
        return ""
    number = tidy_phone(party.phone)
    return number if MOBILE.fullmatch(number) else ""


def _to_staff(letter: Letter, matter: Matter, at: datetime, there: frozenset[str]) -> list[Wanted]:
    """Everybody in office at the desk it went to, or the one person it was brought before; nobody if it is stale."""
    if Stage(matter.stage) not in NOTICES[letter.template].stages:
        return []
    roles = LIAISONS if letter.to_role == LIAISON else (Role(letter.to_role),)
    day = at.astimezone(ZONE).date()
    users = receivers(roles, letter.to_unit, day, only=_mediators(matter) if Role.MEDIATOR in roles else ())
    if letter.to_user in users:
        users = [letter.to_user]
    wanted = []
    for user in User.objects.filter(pk__in=users).order_by("pk"):
        known = {"phone": bool(user.phone), "mail": bool(user.mail)}
        way = way_to_staff(letter.template, **known, gateways=there)
        if way is not Way.NONE:
            wanted.append(Wanted(way, to_user=user.pk))
    return wanted


def _mediators(matter: Matter) -> set[str]:
    beside = CoMediator.objects.filter(matter=matter, ended_at=None).values_list("mediator__user_id", flat=True)
    return {str(user) for user in (matter.mediator.user_id if matter.mediator else None, *beside) if user}


def _to_parties(letter: Letter, matter: Matter, *, sms: bool) -> list[Wanted]:
    asked = _asked(matter) if letter.template == ASKS else set()
    applied = _applied(letter) if letter.template == DECIDED else None
    wanted = []
    for party in Party.objects.filter(matter=matter, removed=False).only("side", "consent", "phone", "protected"):
        number = tidy_phone(party.phone)
        reader = Reader(
            side=Side(party.side),
            consent=Answer(party.consent),
            mobile=bool(MOBILE.fullmatch(number)),
            telephone=bool(number),
            protected=party.protected,
            asked=party.pk in asked,
            applied=party.pk == applied,
        )
        way = way_to(letter.template, reader, quiet=matter.confidential, conclusion=matter.conclusion, sms=sms)
        if way is not Way.NONE:
            wanted.append(Wanted(way, to_party=party.pk, unit=letter.to_unit))
    return wanted


def _applied(letter: Letter) -> int:
    """The party whose application the letter is about."""
    event = Event.objects.get(matter=letter.matter_id, seq=letter.matter_seq)
    return int(Conflict.objects.values_list("party", flat=True).get(pk=event.facts["conflict"]))


def _asked(matter: Matter) -> set[int]:
    """Those who have still to answer an order."""
    facts = facts_of(Matter.objects.get(pk=matter.pk))
    return unanswered(facts.order, facts.sides)
