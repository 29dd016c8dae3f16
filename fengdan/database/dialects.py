"""How a trigger is written, found and removed on each engine."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal, Protocol

from django.db.backends.base.base import BaseDatabaseWrapper

PREFIX = "fd_"  # tells our triggers from anybody else's
Event = Literal["INSERT", "UPDATE", "DELETE", "TRUNCATE"]


@dataclass(frozen=True)
class Trigger:
    """A BEFORE trigger on `table`. The bodies are what stands between BEGIN and END on each engine.

    A body left empty means that engine needs no such trigger. TRUNCATE fires once per statement, the others per row;
    a PostgreSQL body must end with its own RETURN or RAISE.
    """

    name: str
    table: str
    event: Event
    sqlite: str = ""
    postgres: str = ""

    @property
    def full_name(self) -> str:
        return PREFIX + self.name


@dataclass(frozen=True)
class Installed:
    """A trigger as it stands in a database. `text` is all that can change what it does."""

    table: str
    text: str


class Dialect(Protocol):
    """What the registry needs of an engine."""

    def expected(self, trigger: Trigger) -> Installed | None: ...
    def installed(self) -> dict[str, Installed]: ...
    def create(self, trigger: Trigger) -> None: ...
    def drop(self, name: str, table: str) -> None: ...


class SqliteDialect:
    """A trigger is one statement, kept as written, and found by its name alone."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection

    def expected(self, trigger: Trigger) -> Installed | None:
        if not trigger.sqlite:
            return None
        text = (
            f'CREATE TRIGGER "{trigger.full_name}" BEFORE {trigger.event} ON "{trigger.table}" FOR EACH ROW\n'
            f"BEGIN\n{trigger.sqlite}\nEND"
        )
        return Installed(trigger.table, text)

    def installed(self) -> dict[str, Installed]:
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
            return {name: Installed(table, text) for name, table, text in cursor.fetchall()}

    def create(self, trigger: Trigger) -> None:
        if expected := self.expected(trigger):
            with self.connection.cursor() as cursor:
                cursor.execute(expected.text)

    def drop(self, name: str, table: str) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(f'DROP TRIGGER "{name}"')


class PostgresDialect:
    """Each trigger calls a function of its own name, which looks only into the schema it was made in."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection

    @cached_property
    def schema(self) -> str:
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT current_schema()")
            return str(cursor.fetchone()[0])

    @property
    def search_path(self) -> str:
        return f"{self.schema}, pg_temp"  # last, or a temporary table could stand in for a real one

    def _definition(self, trigger: Trigger) -> str:
        level = "STATEMENT" if trigger.event == "TRUNCATE" else "ROW"
        return (
            f"CREATE TRIGGER {trigger.full_name} BEFORE {trigger.event} ON {trigger.table} "
            f"FOR EACH {level} EXECUTE FUNCTION {trigger.full_name}()"
        )

    def _body(self, trigger: Trigger) -> str:
        return f"BEGIN\n{trigger.postgres}\nEND"

    def expected(self, trigger: Trigger) -> Installed | None:
        if not trigger.postgres:
            return None
        parts = (self._definition(trigger), self._body(trigger), f"search_path={self.search_path}", "O")
        return Installed(trigger.table, "\n".join(parts))

    def installed(self) -> dict[str, Installed]:
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT t.tgname, c.relname, concat_ws(E'\\n', pg_get_triggerdef(t.oid, true), p.prosrc,"
                " array_to_string(p.proconfig, ';'), t.tgenabled)"
                " FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid"
                " JOIN pg_namespace n ON n.oid = c.relnamespace"
                " WHERE NOT t.tgisinternal AND n.nspname = current_schema()"
            )
            return {name: Installed(table, text) for name, table, text in cursor.fetchall()}

    def create(self, trigger: Trigger) -> None:
        if not trigger.postgres:
            return
        with self.connection.cursor() as cursor:
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {trigger.full_name}() RETURNS trigger LANGUAGE plpgsql"
                f" SET search_path = {self.search_path} AS $fd${self._body(trigger)}$fd$"
            )
            cursor.execute(self._definition(trigger))

    def drop(self, name: str, table: str) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(f'DROP TRIGGER "{name}" ON "{table}"')
            cursor.execute(f'DROP FUNCTION IF EXISTS "{name}"()')


def dialect(connection: BaseDatabaseWrapper) -> Dialect:
    return SqliteDialect(connection) if connection.vendor == "sqlite" else PostgresDialect(connection)
