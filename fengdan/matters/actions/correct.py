"""更正: a wrong name, telephone, address, town, type or place is put right; what it was stays readable."""

from datetime import datetime

from fengdan.catalogue.items.terms import terms_in_force
from fengdan.catalogue.models import MatterType
from fengdan.catalogue.rules import rules_in_force
from fengdan.matters.choices import said
from fengdan.matters.conflicts import screened
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.mediators import join
from fengdan.matters.models import Correction, Matter, Party
from fengdan.matters.parties import contact_columns, reindex
from fengdan.matters.routes import propose
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.corrections import MATTER_FIELDS, ON_THE_PAPER, PARTY_FIELDS, TELLS_WHO
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.stages import OPEN
from fengdan.units.models import Area


def correct(
    matter: Matter,
    *,
    field: str,
    new: str,
    reason: str,
    party: int | None = None,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Put one field of `rulebook.corrections` right. `party` says whose. Raises Refused."""

    def write(entry: Entry) -> None:
        assert entry.before is not None
        row = _party(entry, field, party) if field in PARTY_FIELDS else None
        old, now = _put_party_right(entry, row, field, new) if row else _put_matter_right(entry, field, new)
        if old == now:
            raise Refused("新内容与原来一样，没有可更正的。", "new")
        correction = Correction(
            matter=entry.matter,
            party=row,
            field=field,
            old=old,
            new=now,
            reason=said(reason, "reason", "为什么更正"),
            corrected_at=at,
        )
        entry.add(correction)
        entry.facts |= {"correction": correction.pk, "field": field, "party": row.pk if row else None}
        known_now = field in TELLS_WHO and entry.before.stage in OPEN
        if known_now and (aside := screened(entry, entry.at.astimezone(ZONE).date())):
            entry.facts |= {"aside": aside}
        reindex(entry.matter)

    return record("correct", matter, actor=actor, at=at, seen=seen, once=once, write=write)


def _party(entry: Entry, field: str, party: int | None) -> Party:
    row = entry.matter.parties.filter(pk=party or 0, removed=False).first()
    if row is None:
        raise Refused("请选择要更正的是哪一位当事人。", "party")
    assert entry.before is not None
    if field in ON_THE_PAPER and entry.before.agreement is not None:
        raise Refused("协议已经定稿，当事人的姓名和证件号不能再改；未生效的请先作废协议。", "field")
    return row


def _put_party_right(entry: Entry, row: Party, field: str, new: str) -> tuple[str, str]:
    if field == "name" and not new:
        raise Refused("姓名不能为空。", "new")
    if field == "name":
        join(entry.matter, new, "new")
    old: str = getattr(row, field)
    contact = {"phone": row.phone, "id_number": row.id_number}
    entry.change(row, **(contact_columns(**contact | {field: new}) if field in contact else {field: new}))
    return old, new


def _put_matter_right(entry: Entry, field: str, new: str) -> tuple[str, str]:
    """Old and new as people read them: the correction is kept for people."""
    if field == "place":
        was: str = entry.matter.place
        entry.change_matter(place=new)
        return was, new
    if field not in MATTER_FIELDS:
        raise Refused("请从列表里选择正确的内容。", "new")
    old = str(getattr(entry.matter, field))
    chosen = _type(entry, new) if field == "matter_type" else _area(new)
    entry.change_matter(**{field: chosen})
    if isinstance(chosen, MatterType):
        _follow_the_item(entry, chosen)
    propose(entry)  # another type or place may be another unit's
    return old, str(chosen)


def _type(entry: Entry, code: str) -> MatterType:
    chosen = MatterType.objects.filter(pk=code).first()
    if chosen is None:
        raise Refused("请从列表里选择正确的内容。", "new")
    if (chosen.kind == MatterType.Kind.SERVICE) != entry.matter.service:
        raise Refused("纠纷和便民事项的办法不同，不能互相更正；请把本件按撤回办结，另行登记。", "new")
    return chosen


def _follow_the_item(entry: Entry, kind: MatterType) -> None:
    """A type of another item brings the version that one has now; limits that run stay as they began."""
    before = entry.matter.item_version
    if before is not None and before.item_id == kind.item_id:
        return
    terms = terms_in_force(kind.item_id)
    entry.rules = rules_in_force()
    entry.under(terms)
    entry.change_matter(item_version_id=terms.key if terms else None)


def _area(code: str) -> Area:
    chosen = Area.objects.select_related("parent").filter(pk=code).exclude(kind=Area.Kind.COUNTY).first()
    if chosen is None:
        raise Refused("请从列表里选择正确的内容。", "new")
    return chosen
