"""Many rows changed by one statement, each to values of its own."""

from collections.abc import Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Field, Model

from fengdan.database.stored import stored

Row = Sequence[Any]


def move(model: type[Model], rows: Sequence[Row], *, to: Sequence[str], only_if: Sequence[str] = ()) -> int:
    """Set the columns `to` of each row that still has what was read in the columns `only_if`; how many were changed.

    A row is its primary key, then the values to set, then the values it must still have.
    """
    if not rows:
        return 0
    connection = connections[DEFAULT_DB_ALIAS]
    meta, quoted = model._meta, connection.ops.quote_name  # noqa: SLF001 - documented meta
    columns = {field.name: field for field in meta.concrete_fields}
    fields = [meta.pk, *(columns[name] for name in (*to, *only_if))]
    table, places = quoted(meta.db_table), [f"given.column{number}" for number in range(1, len(fields) + 1)]
    names = [quoted(str(field.column)) for field in fields]
    mark = ", ".join(_mark(field, connection) for field in fields)
    put = ", ".join(f"{name} = {place}" for name, place in zip(names[1 : len(to) + 1], places[1:], strict=False))
    held = zip(names[len(to) + 1 :], places[len(to) + 1 :], strict=True)
    still = "".join(f" AND {table}.{name} IS NOT DISTINCT FROM {place}" for name, place in held)
    given = ", ".join([f"({mark})"] * len(rows))
    values = list(stored(fields, rows, connection))
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {put} FROM (VALUES {given}) AS given"  # noqa: S608 - names of our own columns
            f" WHERE {table}.{names[0]} = {places[0]}{still}",
            values,
        )
        return int(cursor.rowcount)


def _mark(field: "Field[Any, Any]", connection: Any) -> str:
    """The place of a value: PostgreSQL wants to be told what a list of values holds."""
    return f"CAST(%s AS {field.db_type(connection)})" if connection.vendor == "postgresql" else "%s"
