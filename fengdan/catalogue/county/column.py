"""A column of a county's file, and what its cells hold."""

from dataclasses import dataclass
from enum import Enum, auto


class Kind(Enum):
    """What a cell holds."""

    TEXT = auto()
    FLAG = auto()
    DATE = auto()
    CHOICE = auto()
    REFERENCE = auto()
    REFERENCES = auto()
    CHOICES = auto()
    LIMIT = auto()
    NUMBER = auto()


@dataclass(frozen=True)
class Column:
    """A column: `length` is what the database holds, `choices` the words allowed, `target` the file referred to.

    A unit's area may stand in areas.csv or villages.csv: `target` then names both, with a blank between.
    """

    name: str
    kind: Kind = Kind.TEXT
    length: int = 60
    choices: tuple[str, ...] = ()
    target: str = ""
    empty: bool = False
    unique: bool = False


SOURCE = Column("source", Kind.CHOICE, choices=("原文", "假定"))
ACTIVE = (Column("active_from", Kind.DATE), Column("active_to", Kind.DATE, empty=True))
