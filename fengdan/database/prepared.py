"""Queries put together once and asked many times: Django composes a query for longer than the database answers it."""

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, Generic, Literal, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, Field, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.utils.functional import cached_property

Row = TypeVar("Row")


class Slot(Expression):
    """The place of a value that is given each time the query is asked.

    `kind` is the field of a value that engines keep differently: days and moments.
    """

    def __init__(self, name: str, kind: "Field[Any, Any] | None" = None) -> None:
        super().__init__(output_field=kind)
        self.name = name
        self.kind = kind

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)

    def put(self, value: Any, connection: Any) -> Any:
        return self.kind.get_db_prep_value(value, connection) if self.kind else value


class SlotList(Slot):
    """The place of a list of whole numbers, or of texts, however many: `pk__in=SlotList("ids")`."""

    def __init__(self, name: str, of: Literal["bigint", "text"] = "bigint") -> None:
        super().__init__(name)
        self.of = of

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "(SELECT value FROM json_each(%s))", (self,)

    def as_postgresql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return f"(SELECT unnest(%s::{self.of}[]))", (self,)

    def put(self, value: Any, connection: Any) -> Any:
        return list(value) if connection.vendor == "postgresql" else json.dumps(list(value))


@dataclass(frozen=True)
class _Made:
    queryset: Any
    compiler: Any
    sql: str
    places: tuple[Any, ...]
    converters: Any

    def given(self, values: dict[str, Any], connection: Any) -> tuple[Any, ...]:
        return tuple(
            place.put(values[place.name], connection) if isinstance(place, Slot) else place for place in self.places
        )


class Prepared(Generic[Row]):
    """A queryset with slots: `Prepared(lambda: Party.objects.filter(matter=Slot("matter")))`.

    Put together when first asked. For querysets without prefetching and without lists of changing length.
    """

    def __init__(self, build: Callable[[], QuerySet[Any, Row]]) -> None:
        self._build = build

    def ask(self, **values: Any) -> list[Row]:
        """The rows for these values, by the names of their slots. Raises KeyError for a slot without a value."""
        made = self._made
        if not made.sql:
            return []
        connection = connections[DEFAULT_DB_ALIAS]
        given = made.given(values, connection)
        asked = copy.copy(made.compiler)
        asked.connection = connection
        asked.as_sql = lambda *_, **__: (made.sql, given)
        asked.get_converters = lambda _: made.converters
        query = copy.copy(made.queryset.query)
        query.get_compiler = lambda *_, **__: asked
        # what Django's readers of rows look at; from the queryset itself they would have it composed again
        source = SimpleNamespace(
            db=DEFAULT_DB_ALIAS, query=query, _fields=made.queryset._fields, _known_related_objects={}
        )
        return list(made.queryset._iterable_class(source))  # noqa: SLF001 - the reader the queryset chose

    def first(self, **values: Any) -> Row | None:
        """The first of the rows; all are read, so this is for queries that find one, or very few."""
        return next(iter(self.ask(**values)), None)

    def count(self, **values: Any) -> int:
        """How many rows there are."""
        made, connection = self._made, connections[DEFAULT_DB_ALIAS]
        if not made.sql:
            return 0
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT COUNT(*) FROM ({made.sql}) found", made.given(values, connection))  # noqa: S608
            return int(cursor.fetchone()[0])

    @cached_property
    def _made(self) -> _Made:
        queryset = self._build()
        compiler = queryset.query.get_compiler(using=DEFAULT_DB_ALIAS)
        try:
            sql, places = compiler.as_sql()
        except EmptyResultSet:
            return _Made(queryset, compiler, "", (), {})
        converters = compiler.get_converters([column for column, *_ in compiler.select])
        return _Made(queryset, compiler, sql, tuple(places), converters)
