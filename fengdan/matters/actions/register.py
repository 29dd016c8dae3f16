"""登记: what somebody tells at a desk, on the telephone or at their door becomes a matter."""

from dataclasses import dataclass
from datetime import datetime

from fengdan.catalogue.items.terms import terms_in_force
from fengdan.catalogue.models import MatterType
from fengdan.database.prepared import Prepared, Slot
from fengdan.matters import routes
from fengdan.matters.choices import one_of
from fengdan.matters.entry import Entry, Once
from fengdan.matters.intake import NO_CONTACT, NOT_SENT, ContactDetails, Sender, add_contact, add_referral, add_visit
from fengdan.matters.ledger import record
from fengdan.matters.levels import enter
from fengdan.matters.models import Consent, Matter, Party
from fengdan.matters.old_rows import OldRow, add_old_row
from fengdan.matters.paper_slips import fresh_numbers, numbers_of_slip
from fengdan.matters.parties import PartyDetails, new_party, reindex
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.facts import CENTRE, Answer, Side
from fengdan.rulebook.numbering import matter_id
from fengdan.rulebook.risk import higher, risk_by_people
from fengdan.rulebook.sources import Level, Risk, Source
from fengdan.units.models import Area, Unit

LEVELS = {
    Unit.Kind.CENTRE: {Level.COUNTY},
    Unit.Kind.TOWNSHIP: {Level.TOWNSHIP},
    Unit.Kind.VILLAGE: {Level.VILLAGE, Level.GRID},
}
ANONYMOUS = "匿名群众"


@dataclass(frozen=True)
class Registration:
    """What was taken down, by which unit (`origin`) at which level. The applicant comes first.

    Applying is agreeing to mediation (人民调解法 Art. 17); who is visited on patrol (主动排查) has yet to be asked.
    A convenience matter needs nobody on the other side, and may be asked about by somebody who gives no name
    (`anonymous`). `area` is a township or a village. `people` came, all together. `paper_slip` is the number of the
    slip it was written on first, `old` the row of the register it is taken over from.
    """

    channel: str
    matter_type: str
    area: str
    story: str
    parties: tuple[PartyDetails, ...]
    place: str = ""
    origin: str = CENTRE
    level: str = Level.COUNTY
    risk: str = Risk.BLUE
    sender: Sender = NOT_SENT
    contact: ContactDetails = NO_CONTACT
    people: int = 1
    anonymous: bool = False
    paper_slip: str = ""
    old: OldRow | None = None


def register(told: Registration, *, actor: Actor, at: datetime, once: Once | None = None) -> Matter:
    """Register. Raises Refused.

    `at` is when it happened; typed later, it stays the moment from which limits count (补录).
    """
    kind, area = _check(told, at)
    return record("register", None, actor=actor, at=at, once=once, write=lambda entry: _write(entry, told, kind, area))


def _check(told: Registration, at: datetime) -> tuple[MatterType, Area]:
    """Codes come from outside: refuse what the county does not have."""
    kind = _type.first(code=told.matter_type)
    if kind is None:
        raise Refused("没有这个类型，请从列表里选择。", "matter_type")
    _check_sides(told, kind)
    for choices, value, field in ((Source, told.channel, "channel"), (Risk, told.risk, "risk")):
        one_of(choices, value, field)
    area = _area.first(code=told.area)
    if area is None or area.kind == Area.Kind.COUNTY:
        raise Refused("没有这个乡镇或村（社区），请从列表里选择。", "area")
    origin = _unit.first(code=told.origin)
    if origin is None or told.level not in LEVELS.get(Unit.Kind(origin.kind), ()):
        raise Refused("登记单位和层级对不上，请重新选择。", "origin")
    if told.old is None and at.astimezone(ZONE).date() < origin.active_from:
        raise Refused(f"本单位从 {origin.active_from} 起才在系统里办理，更早的事请不要补录。", "happened_at")
    return kind, area


_type = Prepared(lambda: MatterType.objects.filter(pk=Slot("code")))
_area = Prepared(lambda: Area.objects.filter(pk=Slot("code")))
_unit = Prepared(lambda: Unit.objects.filter(pk=Slot("code")))


def _check_sides(told: Registration, kind: MatterType) -> None:
    sides = {party.side for party in told.parties}
    if told.anonymous and kind.kind != MatterType.Kind.SERVICE:
        raise Refused("匿名只用于咨询等便民事项：请把类型选成便民事项；要调解纠纷，请登记申请人姓名。", "anonymous")
    if told.anonymous and sides:
        raise Refused("匿名咨询不登记双方姓名；要留姓名，请不要勾选“匿名咨询”。", "anonymous")
    if told.anonymous:
        return
    if Side.APPLICANT not in sides:
        raise Refused("请填写申请人。", "applicant_name")
    if kind.kind == MatterType.Kind.DISPUTE and Side.RESPONDENT not in sides:
        raise Refused("请填写对方姓名或单位；如果是办事，请把类型选成便民事项。", "respondent_name")


def _write(entry: Entry, told: Registration, kind: MatterType, area: Area) -> None:
    numbers = numbers_of_slip(told.paper_slip, entry.at) if told.paper_slip else fresh_numbers(entry.at)
    entry.matter = Matter(
        id=matter_id(numbers.code),
        code=numbers.code,
        channel=told.channel,
        matter_type=kind,
        area=area,
        origin_id=told.origin,
        level=told.level,
        risk=_risk(told),
        service=kind.kind == MatterType.Kind.SERVICE,
        story=told.story,
        place=told.place,
        pin=numbers.pin,
        token=numbers.token,
        token_index=numbers.token_index,
        registered_at=entry.at,
    )
    entry.under(terms_in_force(kind.item_id))
    parties = _parties(entry, told)
    entry.facts = {
        "parties": {str(party.pk): str(party.side) for party in parties},
        "code": numbers.code,
        "channel": told.channel,
        "matter_type": told.matter_type,
        "area": told.area,
        "origin": told.origin,
        "level": told.level,
        "risk": entry.matter.risk,
        "service": entry.matter.service,
        "on_initiative": told.channel == Source.PATROL,
    }
    entry.facts |= {"paper_slip": True} if told.paper_slip else {}
    if told.old is None:  # what ran on paper before keeps to its limits there
        enter(entry, told.level)
    _intake(entry, told, parties[0])
    _route(entry, told.old)
    reindex(entry.matter)


def _risk(told: Registration) -> str:
    """As told, and at least what so many people make it; an old register says what it says."""
    return told.risk if told.old else higher(told.risk, risk_by_people(told.people))


def _intake(entry: Entry, told: Registration, applicant: Party) -> None:
    add_referral(entry, told.channel, told.sender)
    add_contact(entry, applicant, told.contact)
    add_visit(entry, 0 if told.channel == Source.PATROL else told.people)


def _route(entry: Entry, old: OldRow | None) -> None:
    """Who should have it; nobody needs to any more when it ended on paper. The old row is kept."""
    if old:
        add_old_row(entry, old)
    if old is None or not old.ended:
        routes.propose(entry)


def _parties(entry: Entry, told: Registration) -> list[Party]:
    """Add the parties, the applicant first."""
    known = (PartyDetails(Side.APPLICANT, ANONYMOUS),) if told.anonymous else told.parties
    parties = []
    for details in known:
        applied = details.side is Side.APPLICANT and told.channel != Source.PATROL
        party = new_party(entry.matter, details, Answer.AGREED if applied else Answer.PENDING)
        entry.add(party)
        parties.append(party)
        if applied:
            entry.add(Consent(party=party, answer=Answer.AGREED, how=Consent.How.APPLIED, asked_at=entry.at))
    return parties
