"""Bringing a table to what a file says: add, change, end — never delete. Every change is noted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models

from fengdan.catalogue.county.changes import ADDED, CHANGED, ENDED, KEPT, Change, Summary, compare_rows, told
from fengdan.catalogue.county.columns import CALENDAR, FILES
from fengdan.catalogue.county.files import Problem, Row
from fengdan.catalogue.county.tables import Fields, Table, every, written

STAYS = "区划和事项类型用过就不能删去，请恢复这一行；单位撤并请在 units.csv 中写明终止日期和承接单位"


def nothing_more(_row: Row) -> Fields:
    return {}


@dataclass(frozen=True)
class Sync:
    """One table on the day of the load. `begins` is what a new row holds that its file does not say."""

    table: Table
    today: date
    summary: Summary
    begins: Callable[[Row], Fields] = nothing_more

    def rows(self, rows: list[Row]) -> None:
        """Rows told apart by a code of their own, or by what makes each the only one of its kind."""
        known = {self._code(self.table.written(each)): each for each in self.table.all()}
        self._add([row for row in rows if self._code(row.cells) not in known])
        for row in rows:
            if instance := known.pop(self._code(row.cells), None):
                self._change(instance, row)
        for instance in known.values():
            self._gone(instance)

    def memberships(self, rows: list[Row], head: str) -> None:
        """Places: where `head` changes one ends and another begins, so that history stays readable."""
        lasting = {self._code(self.table.written(each)): each for each in self.table.all()}
        new, ends, changed = [], [], []
        for row in rows:
            instance = lasting.pop(self._code(row.cells), None)
            if instance is None:
                new.append(row)
            elif getattr(instance, head) == row.yes(head):
                self._change(instance, row)
            else:
                self._differing(instance, row)
                ends.append(instance.pk)
                changed.append(self.table.stored(row) | self.begins(row))
        for code, instance in lasting.items():
            ends.append(instance.pk)
            self._note(ENDED, code, old="")
        self.table.all().filter(pk__in=ends).update(active_to=self.today)
        self._create(changed)
        self._add(new)

    def versions(self, rows: list[Row]) -> None:
        """Values published one by one: one that differs becomes the next version; the one before stays readable."""
        key = self.table.key[0]
        latest = {getattr(row, key): row for row in self.table.all().order_by("version")}
        self._add([row for row in rows if row[key] not in latest], version=1)
        for row in rows:
            instance = latest.pop(row[key], None)
            if instance and self._differing(instance, row):
                self._create([self.table.stored(row)], version=instance.version + 1)
        for instance in latest.values():
            self._gone(instance)

    def _code(self, cells: Mapping[str, str]) -> str:
        return " ".join(cells[column] for column in self.table.key)

    def _note(self, what: str, code: str, **cells: str) -> None:
        self.summary.listed.append(Change(what, self.table.file, code, **cells))

    def _create(self, wanted: list[Fields], **more: Any) -> None:
        every(self.table.model).bulk_create([self.table.model(**fields, **more) for fields in wanted])

    def _add(self, rows: list[Row], **more: Any) -> None:
        self._create([self.table.stored(row) | self.begins(row) for row in rows], **more)
        for row in rows:
            rest = (text for column, text in row.cells.items() if column not in self.table.key)
            self._note(ADDED, self._code(row.cells), new=told(rest))

    def _differing(self, instance: Any, row: Row) -> Fields:
        """The attributes that differ, noted."""
        wanted = self.table.stored(row)
        found = {}
        for column, kind in self.table.fields.items():
            old, new = getattr(instance, kind.attname), wanted[kind.attname]
            if old != new:
                found[kind.attname] = new
                self._note(CHANGED, self._code(row.cells), field=column, old=written(old), new=written(new))
        return found

    def _change(self, instance: Any, row: Row) -> None:
        if differing := self._differing(instance, row):
            for name, value in differing.items():
                setattr(instance, name, value)
            instance.save(update_fields=list(differing))

    def _gone(self, instance: Any) -> None:
        """A row no longer in its file."""
        cells = self.table.written(instance)
        code, rest = self._code(cells), told(list(cells.values())[1:])
        if self.table.gone == "refused":
            wrong = f"少了已载入的“{code} {cells['name']}”"
            self.summary.refused.append(Problem(self.table.file, 0, self.table.key[0], wrong, STAYS))
        elif self.table.gone == "kept":
            self._note(KEPT, code, old=rest)
        elif instance.active_to is None or instance.active_to > self.today:
            instance.active_to = self.today
            instance.save(update_fields=["active_to"])
            self._note(ENDED, code, old=rest)


def publish_whole(
    model: type[models.Model], rows: list[Row], summary: Summary, *, file: str, key: str, of: Fields, holds: Fields
) -> None:
    """A file published as a whole, one version after the other.

    `of` tells its versions from those of its like (a year), `holds` is what a version says beside its lines.
    """
    last: Any = every(model).filter(**of).order_by("-version").first()
    columns = [column.name for column in FILES.get(file, CALENDAR)]  # PostgreSQL does not keep the order in JSON
    before = [{name: row.get(name, "") for name in columns} for row in last.rows] if last else []
    lines = [dict(row.cells) for row in rows]
    if before != lines:
        model(**of, **holds, rows=lines, version=last.version + 1 if last else 1).save(force_insert=True)
        summary.listed += compare_rows(file, key, before, lines)
