"""更正: a wrong name, telephone, address, town, type or place is put right; what it was stays readable."""

from collections.abc import Callable
from datetime import datetime

from fengdan.catalogue.models import DisputeType
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Correction, Matter, Party
from fengdan.matters.parties import contact_columns, reindex
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.errors import Refused
from fengdan.units.models import Area

MATTER_FIELDS = {"dispute_type": "纠纷类型", "area": "所属乡镇", "place": "发生地点"}
PARTY_FIELDS = {"name": "姓名", "phone": "电话", "id_number": "身份证号", "address": "住址"}
FIELD_LABELS = MATTER_FIELDS | PARTY_FIELDS
ON_THE_PAPER = {"name", "id_number"}  # stands in the frozen text


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
    """Put one field right. `party` says whose, for the fields of a party. Raises Refused."""

    def write(entry: Entry) -> None:
        put_right = _party_field if field in PARTY_FIELDS else _matter_field
        row, old = put_right(entry, field, new, party)
        if old == new:
            raise Refused("新内容与原来一样，没有可更正的。", "new")
        entry.add(
            Correction(
                matter=entry.matter, party=row, field=field, old=old, new=new, reason=reason, corrected_at=at
            )
        )
        entry.facts = {"field": field, "party": row.pk if row else None}

    return record("correct", matter, actor=actor, at=at, seen=seen, once=once, write=write)


def _party_field(entry: Entry, field: str, new: str, party: int | None) -> tuple[Party, str]:
    row = entry.matter.parties.filter(pk=party).first()
    if row is None:
        raise Refused("请选择要更正的是哪一位当事人。", "party")
    assert entry.before is not None
    if field in ON_THE_PAPER and entry.before.agreement is not None:
        raise Refused("协议已经定稿，当事人的姓名和证件号不能再改；未生效的请先作废协议。", "field")
    old = getattr(row, field)
    contact = {"phone": row.phone, "id_number": row.id_number}
    entry.change(row, **(contact_columns(**contact | {field: new}) if field in contact else {field: new}))
    reindex(entry.matter)
    return row, old


def _matter_field(entry: Entry, field: str, new: str, _party: int | None) -> tuple[None, str]:
    known: dict[str, Callable[[], bool]] = {
        "dispute_type": lambda: DisputeType.objects.filter(pk=new).exists(),
        "area": lambda: Area.objects.filter(pk=new).exists(),
        "place": lambda: True,
    }
    if field not in known or not known[field]():
        raise Refused("请从列表里选择正确的内容。", "new")
    column = "place" if field == "place" else f"{field}_id"
    old = getattr(entry.matter, column)
    entry.change_matter(**{column: new})
    reindex(entry.matter)
    return None, old
