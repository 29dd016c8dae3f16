"""登记: a dispute told at the desk or by telephone becomes a matter."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from fengdan.catalogue.models import MatterType
from fengdan.matters.actions.accept import accept
from fengdan.matters.actions.assign import assign
from fengdan.matters.choices import one_of
from fengdan.matters.counters import take_next
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Consent, Matter
from fengdan.matters.parties import PartyDetails, new_party, reindex
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.facts import Answer, Side
from fengdan.rulebook.numbering import matter_code, matter_id, new_pin, new_token
from fengdan.units.models import Area
from fengdan.vault import blind


@dataclass(frozen=True)
class Registration:
    """What the clerk took down. The applicant comes first; applying is agreeing to mediation (人民调解法 Art. 17)."""

    channel: str
    matter_type: str
    area: str
    story: str
    parties: tuple[PartyDetails, ...]
    place: str = ""


def register(
    told: Registration,
    *,
    actor: Actor,
    at: datetime,
    once: Once | None = None,
    accept_now: bool = False,
    assign_to: str = "",
    assign_reason: str = "",
) -> Matter:
    """Register; the same save may accept and assign, each its own event, all or nothing. Raises Refused."""
    _check(told)
    with transaction.atomic():
        matter = record("register", None, actor=actor, at=at, once=once, write=lambda entry: _write(entry, told))
        if accept_now and matter.version == 1:
            matter = accept(matter, actor=actor, at=at, seen=1)
        if assign_to and matter.version == 2:  # noqa: PLR2004 - accepted just now, not a form posted again
            matter = assign(matter, team=assign_to, reason=assign_reason, actor=actor, at=at, seen=2)
    return matter


def _check(told: Registration) -> None:
    """Codes come from outside: refuse what the county does not have."""
    if not any(party.side is Side.APPLICANT for party in told.parties):
        raise Refused("请填写申请人。", "applicant_name")
    one_of(Matter.Channel, told.channel, "channel")
    if not MatterType.objects.filter(pk=told.matter_type).exists():
        raise Refused("没有这个纠纷类型，请从列表里选择。", "matter_type")
    if not Area.objects.filter(pk=told.area).exists():
        raise Refused("没有这个乡镇，请从列表里选择。", "area")


def _write(entry: Entry, told: Registration) -> None:
    county = Area.objects.get(kind=Area.Kind.COUNTY)
    day = entry.at.astimezone(ZONE).date()
    code = matter_code(county.code, day, take_next(f"matter:{county.code}-{day:%Y%m%d}"))
    token = new_token()
    entry.matter = Matter(
        id=matter_id(code),
        code=code,
        channel=told.channel,
        matter_type_id=told.matter_type,
        area_id=told.area,
        story=told.story,
        place=told.place,
        pin=new_pin(),
        token=token,
        token_index=blind.index("slip", token),
        registered_at=entry.at,
    )
    sides = {}
    for details in told.parties:
        applied = details.side is Side.APPLICANT
        party = new_party(entry.matter, details, Answer.AGREED if applied else Answer.PENDING)
        entry.add(party)
        sides[str(party.pk)] = details.side
        if applied:
            entry.add(Consent(party=party, answer=Answer.AGREED, how=Consent.How.APPLIED, asked_at=entry.at))
    entry.facts = {
        "parties": sides,
        "code": code,
        "channel": told.channel,
        "matter_type": told.matter_type,
        "area": told.area,
    }
    reindex(entry.matter)
