"""The files of a county and the columns of each, in order. `counties/longxi/README.md` says the same to people."""

from dataclasses import dataclass
from enum import Enum, auto

from fengdan.units.models import Area, Unit, Window


class Kind(Enum):
    """What a cell holds."""

    TEXT = auto()
    FLAG = auto()
    DATE = auto()
    CHOICE = auto()
    REFERENCE = auto()
    REFERENCES = auto()
    LIMIT = auto()


@dataclass(frozen=True)
class Column:
    """A column: `length` is what the database holds, `choices` the words allowed, `target` the file referred to."""

    name: str
    kind: Kind = Kind.TEXT
    length: int = 60
    choices: tuple[str, ...] = ()
    target: str = ""
    empty: bool = False
    unique: bool = False


def _code(name: str = "code", length: int = 30) -> Column:
    return Column(name, length=length, unique=True)


def _choice(name: str, *choices: str) -> Column:
    return Column(name, Kind.CHOICE, choices=choices)


def _reference(name: str, target: str, *, empty: bool = False, unique: bool = False) -> Column:
    return Column(name, Kind.REFERENCE, target=target, empty=empty, unique=unique)


SOURCE = _choice("source", "原文", "假定")
ACTIVE = (Column("active_from", Kind.DATE), Column("active_to", Kind.DATE, empty=True))
CALENDAR = (_choice("kind", "notice", "hours", "off", "work"), Column("value"), Column("note", empty=True))

FILES: dict[str, tuple[Column, ...]] = {
    "county.csv": (_code(length=6), Column("name"), Column("centre")),
    "areas.csv": (
        _code(length=15),
        Column("name"),
        _choice("kind", *Area.Kind.values),
        _reference("parent", "areas.csv", empty=True),
    ),
    "units.csv": (
        _code(),
        Column("name", unique=True),
        Column("short_name", length=20),
        _choice("kind", *Unit.Kind.values),
        _reference("area", "areas.csv"),
        Column("phone", length=20, empty=True),
        SOURCE,
        *ACTIVE,
    ),
    "committees.csv": (
        _reference("unit", "units.csv", unique=True),
        Column("numbering_name", length=10, unique=True),
        Column("term_ends", Kind.DATE),
    ),
    "mediators.csv": (
        _code(length=10),
        Column("name", length=40),
        Column("female", Kind.FLAG),
        Column("full_time", Kind.FLAG),
        Column("qualified", Kind.FLAG),
        Column("account", length=40, empty=True, unique=True),
        *ACTIVE,
    ),
    "committee_members.csv": (
        _reference("committee", "committees.csv"),
        _reference("mediator", "mediators.csv"),
        Column("director", Kind.FLAG),
    ),
    "types.csv": (_code(length=2), Column("name", length=20, unique=True), Column("keywords", length=400)),
    "teams.csv": (
        _reference("unit", "units.csv", unique=True),
        _reference("committee", "committees.csv"),
        Column("dispute_types", Kind.REFERENCES, length=400, target="types.csv"),
    ),
    "team_members.csv": (
        _reference("team", "teams.csv"),
        _reference("mediator", "mediators.csv"),
        Column("leader", Kind.FLAG),
    ),
    "windows.csv": (
        _code(length=10),
        Column("name"),
        _choice("kind", *Window.Kind.values),
        _reference("unit", "units.csv"),
        SOURCE,
    ),
    "limits.csv": (_code(), Column("name", length=40), Column("value", Kind.LIMIT, length=8), Column("basis"), SOURCE),
}
