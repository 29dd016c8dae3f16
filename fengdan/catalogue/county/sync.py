"""Bringing a table to what a file says: add, change, end — never delete."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q

Fields = Mapping[str, Any]


@dataclass
class Summary:
    """What a load did, counted by file."""

    added: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    ended: Counter[str] = field(default_factory=Counter)

    @property
    def changes(self) -> int:
        return self.added.total() + self.changed.total() + self.ended.total()

    def facts(self) -> dict[str, dict[str, int]]:
        return {"added": dict(+self.added), "changed": dict(+self.changed), "ended": dict(+self.ended)}


@dataclass(frozen=True)
class Table:
    """A file and the table it fills, on the day of the load."""

    file: str
    model: type[models.Model]
    today: date
    summary: Summary

    def _all(self) -> models.QuerySet[Any]:
        return self.model._default_manager.all()  # noqa: SLF001 - the name Django's documentation gives

    def rows(self, wanted: Mapping[str, Fields]) -> None:
        """Rows with a code of their own (the primary key)."""
        known = self._all().in_bulk()
        for code, fields in wanted.items():
            row = known.get(code)
            if row is None:
                self._all().create(pk=code, **fields)
                self.summary.added[self.file] += 1
            elif differing := [name for name, value in fields.items() if getattr(row, name) != value]:
                for name in differing:
                    setattr(row, name, fields[name])
                row.save(update_fields=differing)
                self.summary.changed[self.file] += 1

    def end_vanished(self, wanted: Mapping[str, Fields]) -> None:
        """A row gone from its file serves until the end of the day."""
        lasting = self._all().filter(Q(active_to=None) | Q(active_to__gt=self.today))
        self.summary.ended[self.file] += lasting.exclude(pk__in=wanted).update(active_to=self.today)

    def places(self, key: tuple[str, ...], wanted: set[tuple[Any, ...]]) -> None:
        """Appointments and memberships: one that changes ends and another begins, so that history stays readable."""
        lasting = {tuple(getattr(row, name) for name in key): row.pk for row in self._all().filter(active_to=None)}
        gone = [pk for place, pk in lasting.items() if place not in wanted]
        self.summary.ended[self.file] += self._all().filter(pk__in=gone).update(active_to=self.today)
        for place in sorted(wanted - lasting.keys()):
            self._all().create(**dict(zip(key, place, strict=True)))
            self.summary.added[self.file] += 1

    def versions(self, key: str, wanted: Mapping[Any, Fields]) -> None:
        """Published values: one that differs becomes the next version; what was in force before stays readable."""
        latest = {getattr(row, key): row for row in self._all().order_by("version")}
        for code, fields in wanted.items():
            row = latest.get(code)
            if row is None:
                self._all().create(**{key: code}, version=1, **fields)
                self.summary.added[self.file] += 1
            elif any(getattr(row, name) != value for name, value in fields.items()):
                self._all().create(**{key: code}, version=row.version + 1, **fields)
                self.summary.changed[self.file] += 1
