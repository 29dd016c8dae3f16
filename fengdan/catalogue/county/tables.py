"""Which table each file fills, and how a cell is stored and written. One list for loading, comparing and exporting."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Q

from fengdan.catalogue.county.cells import PAIRS
from fengdan.catalogue.county.columns import FILES
from fengdan.catalogue.county.files import Row, split
from fengdan.catalogue.models import Limit, MatterType
from fengdan.teams.models import (
    Appointment,
    Card,
    Committee,
    CommitteeMember,
    Grade,
    Mediator,
    Team,
    TeamMember,
    Training,
)
from fengdan.teams.terms import COUNTS
from fengdan.units.models import Area, DirectoryEntry, Liaison, OnCall, Room, Travel, Turn, Unit, Window

Fields = dict[str, Any]
SMALL_AREAS = (Area.Kind.VILLAGE, Area.Kind.COMMUNITY)


@dataclass(frozen=True)
class Table:
    """A file and the table it fills: `only` its part of a shared one; `renamed` where column and attribute differ.

    `gone` says what becomes of a row that is no longer in the file: it ends, is kept, or may not go at all.
    """

    file: str
    model: type[models.Model]
    gone: str = "kept"
    only: Q = field(default_factory=Q)
    renamed: Mapping[str, str] = field(default_factory=dict)

    def all(self) -> models.QuerySet[Any]:
        return every(self.model).filter(self.only)

    @cached_property
    def fields(self) -> dict[str, Any]:
        """Column → the model's field, in the order of the file."""
        meta = self.model._meta  # noqa: SLF001 - the name Django's documentation gives
        return {column.name: meta.get_field(self.renamed.get(column.name, column.name)) for column in FILES[self.file]}

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that tell a row from all others."""
        return PAIRS.get(self.file, (FILES[self.file][0].name,))

    def stored(self, row: Row) -> Fields:
        """The row as attributes of the model."""
        return {kind.attname: _stored(kind, row[column]) for column, kind in self.fields.items()}

    def written(self, instance: Any) -> dict[str, str]:
        """The row as cells of the file."""
        return {column: written(getattr(instance, kind.attname)) for column, kind in self.fields.items()}


TABLES = (
    Table("areas.csv", Area, "refused", ~Q(kind__in=SMALL_AREAS)),
    Table("villages.csv", Area, "refused", Q(kind__in=SMALL_AREAS), {"township": "parent"}),
    Table("units.csv", Unit, "ended"),
    Table("liaisons.csv", Liaison, "ended"),
    Table("windows.csv", Window),
    Table("duty.csv", Turn, "ended"),
    Table("oncall.csv", OnCall, "ended"),
    Table("rooms.csv", Room),
    Table("committees.csv", Committee),
    Table("mediators.csv", Mediator, "ended"),
    Table("committee_members.csv", CommitteeMember, "ended", Q(active_to=None)),
    Table("appointments.csv", Appointment, only=COUNTS),
    Table("grades.csv", Grade, only=COUNTS),
    Table("training.csv", Training, only=COUNTS),
    Table("teams.csv", Team),
    Table("team_members.csv", TeamMember, "ended", Q(active_to=None)),
    Table("types.csv", MatterType, "refused"),
    Table("cards.csv", Card),
    Table("limits.csv", Limit),
    Table("directory.csv", DirectoryEntry),
    Table("travel.csv", Travel),
)
OF_FILE = {table.file: table for table in TABLES}


def every(model: type[models.Model]) -> models.QuerySet[Any]:
    return model._default_manager.all()  # noqa: SLF001 - the name Django's documentation gives


def _stored(kind: Any, text: str) -> Any:
    match kind:
        case models.BooleanField():
            return text == "是"
        case models.DateField():
            return date.fromisoformat(text) if text else None
        case models.IntegerField():
            return int(text) if text else None
        case models.JSONField():
            return split(text)
        case models.ForeignKey():
            return text or None
    return text


def written(value: Any) -> str:
    """A stored value as the cell of a file."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case list():
            return ";".join(value)
    return str(value)


def in_order(rows: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    """By the first column, then the next: the order of the files, the same on every engine."""
    return sorted((dict(row) for row in rows), key=lambda row: tuple(row.values()))
