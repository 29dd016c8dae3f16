"""The columns of the 清单: its items, the steps of each and what to bring."""

from fengdan.catalogue.county.column import SOURCE, Column, Kind
from fengdan.rulebook.file_check import Paper
from fengdan.rulebook.items import FORMS, STEP_LABELS, ItemClass

ITEM = Column("item", Kind.REFERENCE, target="items.csv")
ITEM_FILES: dict[str, tuple[Column, ...]] = {
    "items.csv": (
        Column("code", length=10, unique=True),
        Column("name", length=40, unique=True),
        Column("kind", Kind.CHOICE, choices=tuple(ItemClass)),
        Column("types", Kind.REFERENCES, length=400, target="types.csv", empty=True),
        Column("applicants", length=200),
        Column("conditions", length=400),
        Column("refusals", length=400),
        Column("basis", length=200),
        SOURCE,
    ),
    "item_steps.csv": (
        ITEM,
        Column("step", Kind.CHOICE, choices=tuple(STEP_LABELS)),
        Column("unit", length=30),
        Column("limit", Kind.LIMIT, length=8, empty=True),
        Column("basis", empty=True),
        Column("papers", Kind.CHOICES, length=400, choices=tuple(Paper), empty=True),
        SOURCE,
    ),
    "item_materials.csv": (
        ITEM,
        Column("name", length=40),
        Column("form", Kind.CHOICE, choices=tuple(FORMS)),
        Column("copies", Kind.CHOICE, choices=tuple("123456789")),
        Column("required", Kind.FLAG),
        Column("note", empty=True),
        SOURCE,
    ),
}
