"""登记: what somebody tells at a desk, on the telephone or at their door becomes a matter."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from fengdan.catalogue.models import MatterType
from fengdan.matters import routes
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
from fengdan.rulebook.facts import CENTRE, Answer, Side
from fengdan.rulebook.numbering import matter_code, matter_id, new_pin, new_token
from fengdan.rulebook.sources import Level, Risk, Source
from fengdan.units.models import Area, Unit
from fengdan.vault import blind

AS_PROPOSED = "proposed"  # instead of a unit's code: whichever routing proposes
LEVELS = {
    Unit.Kind.CENTRE: {Level.COUNTY},
    Unit.Kind.TOWNSHIP: {Level.TOWNSHIP},
    Unit.Kind.VILLAGE: {Level.VILLAGE, Level.GRID},
}


@dataclass(frozen=True)
class Registration:
    """What was taken down, by which unit (`origin`) at which level. The applicant comes first.

    Applying is agreeing to mediation (人民调解法 Art. 17); who is visited on patrol (主动排查) has yet to be asked.
    A convenience matter needs nobody on the other side. `area` is a township or a village.
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
    """Register; the same save may accept and assign, each its own event, all or nothing. Raises Refused.

    `at` is when it happened; typed later, it stays the moment from which limits count (补录).
    """
    kind = _check(told)
    with transaction.atomic():
        matter = record("register", None, actor=actor, at=at, once=once, write=lambda entry: _write(entry, told, kind))
        if accept_now and matter.version == 1:
            matter = accept(matter, actor=actor, at=at, seen=1)
        if assign_to and matter.version == 2:  # noqa: PLR2004 - accepted just now, not a form posted again
            matter = _assign(matter, assign_to, assign_reason, actor, at)
    return matter


def _assign(matter: Matter, unit: str, reason: str, actor: Actor, at: datetime) -> Matter:
    route = routes.latest(matter)
    if unit != AS_PROPOSED or route is None:
        return assign(matter, unit=unit, reason=reason, actor=actor, at=at, seen=matter.version)
    if route.unit_id == CENTRE:
        return matter  # the rules leave it to the centre's desk
    to = {"unit": route.unit_id, "reason": route.reason, "supporting": route.supporting}
    return assign(matter, **to, actor=actor, at=at, seen=matter.version)


def _check(told: Registration) -> MatterType:
    """Codes come from outside: refuse what the county does not have."""
    kind = MatterType.objects.filter(pk=told.matter_type).first()
    if kind is None:
        raise Refused("没有这个类型，请从列表里选择。", "matter_type")
    sides = {party.side for party in told.parties}
    if Side.APPLICANT not in sides:
        raise Refused("请填写申请人。", "applicant_name")
    if kind.kind == MatterType.Kind.DISPUTE and Side.RESPONDENT not in sides:
        raise Refused("请填写对方姓名或单位；如果是办事，请把类型选成便民事项。", "respondent_name")
    for choices, value, field in ((Source, told.channel, "channel"), (Risk, told.risk, "risk")):
        one_of(choices, value, field)
    if not Area.objects.filter(pk=told.area).exclude(kind=Area.Kind.COUNTY).exists():
        raise Refused("没有这个乡镇或村（社区），请从列表里选择。", "area")
    origin = Unit.objects.filter(pk=told.origin).values_list("kind", flat=True).first()
    if origin is None or told.level not in LEVELS.get(Unit.Kind(origin), ()):
        raise Refused("登记单位和层级对不上，请重新选择。", "origin")
    return kind


def _write(entry: Entry, told: Registration, kind: MatterType) -> None:
    county = Area.objects.get(kind=Area.Kind.COUNTY)
    day = entry.at.astimezone(ZONE).date()
    code = matter_code(county.code, day, take_next(f"matter:{county.code}-{day:%Y%m%d}"))
    token = new_token()
    entry.matter = Matter(
        id=matter_id(code),
        code=code,
        channel=told.channel,
        matter_type=kind,
        area=Area.objects.get(pk=told.area),
        origin_id=told.origin,
        level=told.level,
        risk=told.risk,
        service=kind.kind == MatterType.Kind.SERVICE,
        story=told.story,
        place=told.place,
        pin=new_pin(),
        token=token,
        token_index=blind.index("slip", token),
        registered_at=entry.at,
    )
    entry.facts = {
        "parties": _parties(entry, told),
        "code": code,
        "channel": told.channel,
        "matter_type": told.matter_type,
        "area": told.area,
        "origin": told.origin,
        "level": told.level,
        "risk": told.risk,
        "service": entry.matter.service,
        "on_initiative": told.channel == Source.PATROL,
    }
    routes.propose(entry)
    reindex(entry.matter)


def _parties(entry: Entry, told: Registration) -> dict[str, str]:
    """Add the parties; id → side, as the event keeps it."""
    sides: dict[str, str] = {}
    for details in told.parties:
        applied = details.side is Side.APPLICANT and told.channel != Source.PATROL
        party = new_party(entry.matter, details, Answer.AGREED if applied else Answer.PENDING)
        entry.add(party)
        sides[str(party.pk)] = details.side
        if applied:
            entry.add(Consent(party=party, answer=Answer.AGREED, how=Consent.How.APPLIED, asked_at=entry.at))
    return sides
