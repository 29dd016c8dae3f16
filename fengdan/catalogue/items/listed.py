"""The 清单 as a list: what the public reads by class, and what its owner sees of each item."""

from dataclasses import dataclass
from datetime import datetime

from fengdan.catalogue.front import examples
from fengdan.catalogue.items.models import ItemVersion
from fengdan.catalogue.models import MatterType
from fengdan.rulebook.items import CLASS_LABELS, ItemClass


@dataclass(frozen=True)
class ItemLine:
    """`words` are examples of what people call it. `who` and `when` tell of the newest version, empty for the files';
    `drafted_by` of the draft, empty without one.
    """

    code: str
    name: str
    kind: str
    words: str
    version: int
    who: str
    when: datetime | None
    drafted_by: str


def items_listed() -> list[tuple[str, list[ItemLine]]]:
    """Every item in force by class. Two queries."""
    rows = ItemVersion.objects.filter(item__active_to=None).select_related("item", "set_by").order_by("version")
    newest: dict[str, ItemVersion] = {}
    drafts: dict[str, ItemVersion] = {}
    for row in rows:
        (newest if row.version else drafts)[row.item_id] = row
    types: dict[str, list[MatterType]] = {}
    for kind in MatterType.objects.order_by("code"):
        types.setdefault(kind.item_id or "", []).append(kind)
    lines = [_line(row, types.get(code, []), drafts.get(code)) for code, row in sorted(newest.items())]
    grouped = [(CLASS_LABELS[kind], [line for line in lines if line.kind == kind]) for kind in ItemClass]
    return [(label, group) for label, group in grouped if group]


def _line(row: ItemVersion, types: list[MatterType], draft: ItemVersion | None) -> ItemLine:
    words = [word for kind in types for word in examples(kind.name, kind.keywords)[: 4 // len(types) + 1]]
    return ItemLine(
        code=row.item_id,
        name=row.texts["name"],
        kind=row.item.kind,
        words="、".join(words),
        version=row.version,
        who=row.set_by.name if row.set_by else "",
        when=row.set_at,
        drafted_by=(draft.set_by.name if draft.set_by else "别人") if draft else "",
    )
