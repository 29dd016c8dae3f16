"""Rows inserted by a statement that is written once for each model."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Field, Model

from fengdan.database.stored import portions, stored


@dataclass(frozen=True)
class _Statement:
    sql: str
    fields: tuple["Field[Any, Any]", ...]
    numbered: bool

    def of(self, rows: int) -> str:
        """The same of many rows, which are told nothing."""
        into, _, marks = self.sql.partition(" VALUES ")
        one = marks.partition(" RETURNING ")[0]
        return f"{into} VALUES {', '.join([one] * rows)}"


def insert(row: Model) -> None:
    """What `row.save(force_insert=True)` does, for a model that stands alone and values that are no expressions.

    Raises IntegrityError as saving does.
    """
    statement, connection = _statement(type(row)), connections[DEFAULT_DB_ALIAS]
    values = [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in statement.fields]
    with connection.cursor() as cursor:
        cursor.execute(statement.sql, values)
        if statement.numbered:
            row.pk = cursor.fetchone()[0]
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS  # noqa: SLF001 - Django's documented state of a row


def insert_many(rows: Sequence[Model]) -> None:
    """As `insert`, of rows of one model by one statement (or a few); they are not told their numbers."""
    if not rows:
        return
    statement, connection = _statement(type(rows[0])), connections[DEFAULT_DB_ALIAS]
    names = [field.attname for field in statement.fields]
    with connection.cursor() as cursor:
        for part in portions(rows, len(names)):
            columns = ([getattr(row, name) for name in names] for row in part)
            cursor.execute(statement.of(len(part)), list(stored(statement.fields, columns, connection)))


@cache
def _statement(model: type[Model]) -> _Statement:
    meta, quoted = model._meta, connections[DEFAULT_DB_ALIAS].ops.quote_name  # noqa: SLF001 - documented meta
    numbered = meta.auto_field is not None
    fields = tuple(field for field in meta.local_concrete_fields if field is not meta.auto_field)
    columns, marks = ", ".join(quoted(str(field.column)) for field in fields), ", ".join(["%s"] * len(fields))
    returned = f" RETURNING {quoted(str(meta.pk.column))}" if numbered else ""
    return _Statement(
        f"INSERT INTO {quoted(meta.db_table)} ({columns}) VALUES ({marks}){returned}",  # noqa: S608 - names of ours
        fields,
        numbered,
    )
