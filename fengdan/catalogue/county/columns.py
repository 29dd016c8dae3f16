"""The files of a county and the columns of each, in order. `counties/longxi/README.md` says the same to people."""

from string import ascii_uppercase

from fengdan.catalogue.county.card_columns import CARDS
from fengdan.catalogue.county.column import ACTIVE, SOURCE, Column, Kind
from fengdan.catalogue.county.duty_columns import DUTY
from fengdan.catalogue.county.item_columns import ITEM_FILES
from fengdan.catalogue.county.pool_columns import POOL
from fengdan.catalogue.models import MatterType
from fengdan.rulebook.limits import Extend, Since
from fengdan.rulebook.sources import Level, Risk, Source
from fengdan.teams.models import Mediator
from fengdan.units.models import LIAISON_ROLES, Area, DirectoryEntry, Room, Unit, Window

__all__ = ["ACTIVE", "CALENDAR", "FILES", "SOURCE", "Column", "Kind"]


def _code(name: str = "code", length: int = 30) -> Column:
    return Column(name, length=length, unique=True)


def _choice(name: str, *choices: str) -> Column:
    return Column(name, Kind.CHOICE, choices=choices)


def _any(name: str, *choices: str) -> Column:
    """Any of these, several with `;` between them; none means all."""
    return Column(name, Kind.CHOICES, length=400, choices=choices, empty=True)


def _reference(name: str, target: str, *, empty: bool = False, unique: bool = False) -> Column:
    return Column(name, Kind.REFERENCE, target=target, empty=empty, unique=unique)


def _references(name: str, target: str) -> Column:
    return Column(name, Kind.REFERENCES, length=400, target=target, empty=True)


CALENDAR = (_choice("kind", "notice", "hours", "off", "work"), Column("value"), Column("note", empty=True), SOURCE)

FILES: dict[str, tuple[Column, ...]] = {
    "county.csv": (_code(length=6), Column("name"), Column("centre"), SOURCE),
    "areas.csv": (
        _code(length=15),
        Column("name"),
        _choice("kind", Area.Kind.COUNTY, Area.Kind.TOWNSHIP),
        _reference("parent", "areas.csv", empty=True),
        SOURCE,
    ),
    "villages.csv": (
        _code(length=15),
        Column("name"),
        _choice("kind", Area.Kind.VILLAGE, Area.Kind.COMMUNITY),
        _reference("township", "areas.csv"),
        SOURCE,
    ),
    "units.csv": (
        _code(),
        Column("name", unique=True),
        Column("short_name", length=20),
        _choice("kind", *Unit.Kind.values),
        _reference("area", "areas.csv villages.csv"),
        _reference("above", "units.csv", empty=True),
        _reference("successor", "units.csv", empty=True),
        Column("phone", length=20, empty=True),
        SOURCE,
        *ACTIVE,
    ),
    "liaisons.csv": (
        _code(),
        _reference("unit", "units.csv"),
        _choice("role", *LIAISON_ROLES),
        Column("name", length=40),
        Column("account", length=40, empty=True, unique=True),
        SOURCE,
        *ACTIVE,
    ),
    "windows.csv": (
        _code(length=10),
        Column("name"),
        _choice("kind", *Window.Kind.values),
        _choice("queue", *ascii_uppercase),
        Column("phone", length=20, empty=True),
        _reference("unit", "units.csv"),
        SOURCE,
    ),
    **DUTY,
    "rooms.csv": (
        _code(length=10),
        Column("name"),
        _choice("kind", *Room.Kind.values),
        _reference("unit", "units.csv"),
        SOURCE,
    ),
    "committees.csv": (
        _reference("unit", "units.csv", unique=True),
        Column("numbering_name", length=10, unique=True),
        Column("term_ends", Kind.DATE),
        SOURCE,
    ),
    "mediators.csv": (
        _code(length=10),
        Column("name", length=40),
        Column("female", Kind.FLAG),
        Column("full_time", Kind.FLAG),
        Column("qualified", Kind.FLAG),
        _choice("background", *Mediator.Background.values),
        Column("account", length=40, empty=True, unique=True),
        SOURCE,
        *ACTIVE,
    ),
    "committee_members.csv": (
        _reference("committee", "committees.csv"),
        _reference("mediator", "mediators.csv"),
        Column("director", Kind.FLAG),
        SOURCE,
    ),
    **POOL,
    "teams.csv": (
        _reference("unit", "units.csv", unique=True),
        _reference("committee", "committees.csv"),
        _references("matter_types", "types.csv"),
        SOURCE,
    ),
    "team_members.csv": (
        _reference("team", "teams.csv"),
        _reference("mediator", "mediators.csv"),
        Column("leader", Kind.FLAG),
        SOURCE,
    ),
    "types.csv": (
        _code(length=2),
        Column("name", length=20, unique=True),
        _choice("kind", *MatterType.Kind.values),
        _reference("department", "units.csv"),
        _references("supporting", "units.csv"),
        _reference("team", "teams.csv", empty=True),
        _reference("period", "limits.csv", empty=True),
        Column("keywords", length=400),
        SOURCE,
    ),
    **ITEM_FILES,
    "cards.csv": CARDS,
    "routing.csv": (
        _code(length=10),
        Column("types", length=400, empty=True),
        _any("levels", *Level),
        _any("sources", *Source),
        _any("risks", *Risk),
        Column("lead", length=30),
        Column("why"),
        SOURCE,
    ),
    "limits.csv": (
        _code(),
        Column("name", length=40),
        Column("value", Kind.LIMIT, length=8),
        _choice("since", *Since),
        Column("rolls", Kind.FLAG),
        Column("pauses", Kind.FLAG),
        _choice("extend", *Extend),
        Column("longest", Kind.LIMIT, length=8, empty=True),
        Column("basis"),
        SOURCE,
    ),
    "ladder.csv": (
        _code(length=2),
        Column("name"),
        _choice("level", *Level),
        Column("budget", Kind.LIMIT, length=8),
        Column("auto", Kind.FLAG),
        Column("handover"),
        Column("verified", Kind.FLAG),
        SOURCE,
    ),
    "supervision.csv": (
        _code(length=10),
        Column("name", length=20, unique=True),
        Column("reply", Kind.LIMIT, length=8, empty=True),
        SOURCE,
    ),
    "proposing.csv": (
        _code(length=10),
        Column("name", length=20, unique=True),
        Column("weight", Kind.NUMBER, length=3),
        SOURCE,
    ),
    "articles.csv": (
        _code(length=6),
        _reference("type", "types.csv"),
        Column("law", length=40),
        Column("article", length=20),
        Column("gist", length=200),
        SOURCE,
    ),
    "directory.csv": (_code(length=10), _choice("part", *DirectoryEntry.Part.values), Column("name"), SOURCE),
    "travel.csv": (_reference("area", "areas.csv", unique=True), Column("minutes", Kind.NUMBER, length=3), SOURCE),
}
