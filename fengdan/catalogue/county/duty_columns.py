"""The files of windows and duty: who sits where on which half-days, and which units come when they are called."""

from fengdan.catalogue.county.column import ACTIVE, SOURCE, Column, Kind
from fengdan.rulebook.duty import SPELLS, WEEK

DUTY: dict[str, tuple[Column, ...]] = {
    "duty.csv": (
        Column("code", length=10, unique=True),
        Column("window", Kind.REFERENCE, target="windows.csv", empty=True),
        Column("weekdays", Kind.CHOICES, choices=tuple(map(str, WEEK))),
        Column("spell", Kind.CHOICE, choices=tuple(SPELLS)),
        Column("name", length=40),
        Column("post", length=40),
        Column("account", length=40, empty=True),
        SOURCE,
        *ACTIVE,
    ),
    "oncall.csv": (
        Column("code", length=10, unique=True),
        Column("unit", Kind.REFERENCE, target="units.csv"),
        Column("phone", length=20),
        Column("within", Kind.LIMIT, length=8),
        Column("about"),
        SOURCE,
        *ACTIVE,
    ),
}
