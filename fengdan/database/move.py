"""Many rows changed by one statement, each to values of its own."""

from collections.abc import Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Field, Model

from fengdan.database.stored import portions, stored

Row = Sequence[Any]


def move(model: type[Model], rows: Sequence[Row], *, to: Sequence[str], only_if: Sequence[str] = ()) -> int:
    """Set the columns `to` of each row that still has what was read in the columns `only_if`; how many were changed.

    A row is its primary key, then the values to set, then the values it must still have. A statement, or a few.
    """
    if not rows:
        return 0
    connection, moved = connections[DEFAULT_DB_ALIAS], 0
    columns = {field.name: field for field in model._meta.concrete_fields}  # noqa: SLF001 - documented meta
    fields = [model._meta.pk, *(columns[name] for name in (*to, *only_if))]  # noqa: SLF001
    statement = _statement(model, fields, len(to), connection)
    marks = ", ".join(_mark(field, connection) for field in fields)
    with connection.cursor() as cursor:
        for part in portions(rows, len(fields)):
            given = ", ".join([f"({marks})"] * len(part))
            cursor.execute(statement.format(given=given), list(stored(fields, part, connection)))
            moved += cursor.rowcount
    return moved


def _statement(model: type[Model], fields: Sequence["Field[Any, Any]"], to: int, connection: Any) -> str:
    """With a place `{given}` for the values; the first column is the key, then `to` columns that are set."""
    quoted = connection.ops.quote_name
    table = quoted(model._meta.db_table)  # noqa: SLF001
    key, *others = ((quoted(str(field.column)), f"given.column{n}") for n, field in enumerate(fields, start=1))
    put = ", ".join(f"{name} = {place}" for name, place in others[:to])
    still = "".join(f" AND {table}.{name} IS NOT DISTINCT FROM {place}" for name, place in others[to:])
    return (
        f"UPDATE {table} SET {put} FROM (VALUES {{given}}) AS given"  # noqa: S608 - names of our own columns
        f" WHERE {table}.{key[0]} = {key[1]}{still}"
    )


def _mark(field: "Field[Any, Any]", connection: Any) -> str:
    """The place of a value: PostgreSQL wants to be told what a list of values holds."""
    return f"CAST(%s AS {field.db_type(connection)})" if connection.vendor == "postgresql" else "%s"
