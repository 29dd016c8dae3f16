"""The files that say what is known of mediators over time: terms of appointment, grades, training."""

from fengdan.catalogue.county.column import SOURCE, Column, Kind
from fengdan.rulebook.pool import Grade

MEDIATOR = Column("mediator", Kind.REFERENCE, target="mediators.csv")

POOL: dict[str, tuple[Column, ...]] = {
    "appointments.csv": (
        Column("committee", Kind.REFERENCE, target="committees.csv"),
        MEDIATOR,
        Column("from_day", Kind.DATE),
        Column("until", Kind.DATE),
        Column("appointed_by"),
        Column("letter", length=40, empty=True),
        SOURCE,
    ),
    "grades.csv": (
        MEDIATOR,
        Column("grade", Kind.CHOICE, choices=tuple(Grade)),
        Column("issuer"),
        Column("issued_on", Kind.DATE),
        Column("expires_on", Kind.DATE),
        SOURCE,
    ),
    "training.csv": (
        MEDIATOR,
        Column("held_on", Kind.DATE),
        Column("topic"),
        Column("hours", Kind.NUMBER, length=3),
        Column("held_by"),
        SOURCE,
    ),
}
