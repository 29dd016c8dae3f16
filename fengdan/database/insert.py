"""Rows inserted by a statement that is written once for each model."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count
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
    """As `insert`, of rows of one model by one statement (or a few), in one transaction.

    They bring their numbers (`Numbers`), all of them, or are not told them.
    """
    if not rows:
        return
    statement, connection = _statement(type(rows[0]), brought=rows[0].pk is not None), connections[DEFAULT_DB_ALIAS]
    names = [field.attname for field in statement.fields]
    with connection.cursor() as cursor:
        for part in portions(rows, len(names)):
            columns = ([getattr(row, name) for name in names] for row in part)
            cursor.execute(statement.of(len(part)), list(stored(statement.fields, columns, connection)))


class Numbers:
    """Numbers for rows before they are inserted, so that what names them can be written beside them.

    Good for one transaction. SQLite counts on from the last one: nobody else writes meanwhile, as every `atomic` block
    holds the file, and what takes numbers here inserts no other rows of these models before.
    """

    AT_ONCE = 100

    def __init__(self) -> None:
        self._next: dict[type[Model], Iterator[int]] = {}

    def take(self, model: type[Model]) -> int:
        """The next number of a model that numbers its rows."""
        if model not in self._next:
            self._next[model] = self._sequence(model)
        return next(self._next[model])

    def _sequence(self, model: type[Model]) -> Iterator[int]:
        connection, table = connections[DEFAULT_DB_ALIAS], model._meta.db_table  # noqa: SLF001 - documented meta
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
                last = cursor.fetchone()
            yield from count(last[0] + 1 if last else 1)
        while True:
            with connection.cursor() as cursor:
                numbers = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
                cursor.execute(numbers, [table, model._meta.pk.column, self.AT_ONCE])  # noqa: SLF001
                yield from [number for (number,) in cursor.fetchall()]


@cache
def _statement(model: type[Model], *, brought: bool = False) -> _Statement:
    """`brought`: the rows have their numbers already."""
    meta, quoted = model._meta, connections[DEFAULT_DB_ALIAS].ops.quote_name  # noqa: SLF001 - documented meta
    numbered = meta.auto_field is not None and not brought
    fields = tuple(field for field in meta.local_concrete_fields if brought or field is not meta.auto_field)
    columns, marks = ", ".join(quoted(str(field.column)) for field in fields), ", ".join(["%s"] * len(fields))
    returned = f" RETURNING {quoted(str(meta.pk.column))}" if numbered else ""
    return _Statement(
        f"INSERT INTO {quoted(meta.db_table)} ({columns}) VALUES ({marks}){returned}",  # noqa: S608 - names of ours
        fields,
        numbered,
    )
