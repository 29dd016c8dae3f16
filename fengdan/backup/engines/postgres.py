"""PostgreSQL: its own pg_dump, in the snapshot in which the contents were counted."""

import re
import secrets
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cached_property, partial
from typing import Any
from urllib.parse import quote, urlencode

import psycopg
from django.db import connections
from psycopg import IsolationLevel, sql
from psycopg.errors import InsufficientPrivilege

from fengdan.backup.contents import Contents, contents_of
from fengdan.backup.engines.programs import program, running
from fengdan.rulebook.errors import Refused

PART = 8 << 20
NOT_LIBPQ = {"server_side_binding", "prepare_threshold", "pool", "isolation_level", "assume_role", "cursor_factory"}
NO_CREATEDB = (
    "演练要建一个临时数据库，数据库账号 %s 没有这个权限。请数据库管理员执行 ALTER ROLE %s CREATEDB 后再试；"
    "或者把备份文件和密钥拿到另一台机器上演练。"
)


class Postgres:
    """The database behind Django's `settings_dict`. Passwords go by the environment, never on a command line."""

    name = "postgresql"

    def __init__(self, where: dict[str, Any]) -> None:
        self.where = where
        self.options = {key: value for key, value in where["OPTIONS"].items() if key not in NOT_LIBPQ}

    @cached_property
    def address(self) -> str:
        where = self.where
        known = {"dbname": where["NAME"], "user": where["USER"], "host": where["HOST"], "port": where["PORT"]}
        return psycopg.conninfo.make_conninfo(
            "", **{key: value for key, value in known.items() if value}, **self.options
        )

    @property
    def secret(self) -> dict[str, str]:
        return {"PGPASSWORD": self.where["PASSWORD"]} if self.where["PASSWORD"] else {}

    def version(self) -> int:
        with self._session() as session:
            return session.info.server_version // 10_000

    @contextmanager
    def frozen(self) -> Iterator[tuple[Contents, Iterator[bytes]]]:
        """The contents of one moment, and a dump of that moment."""
        with self._session() as session:
            session.isolation_level, session.read_only = IsolationLevel.REPEATABLE_READ, True
            dump = program("pg_dump", session.info.server_version // 10_000)
            cursor = session.cursor()
            contents = contents_of(cursor)
            cursor.execute("SELECT pg_export_snapshot()")
            ((snapshot,),) = cursor.fetchall()
            yield contents, self._dumped([dump, "--format=custom", "--compress=1", f"--snapshot={snapshot}"])

    def _dumped(self, command: list[str]) -> Iterator[bytes]:
        command += ["--no-owner", "--no-privileges", f"--dbname={self.address}"]
        with running(command, self.secret, stdout=subprocess.PIPE) as dump:
            yield from iter(partial(dump.stdout.read, PART), b"")
            dump.finish("数据库导出没有完成")

    def is_empty(self) -> bool:
        with self._session() as session:
            found = session.execute("SELECT 1 FROM pg_tables WHERE schemaname = current_schema() LIMIT 1")
            return found.fetchone() is None

    def fill(self, parts: Iterable[bytes]) -> None:
        """One transaction: all of it or nothing."""
        command = [program("pg_restore", self.version()), "--single-transaction", "--exit-on-error"]
        command += ["--no-owner", "--no-privileges", f"--dbname={self.address}"]
        connections.close_all()
        with running(command, self.secret, stdin=subprocess.PIPE) as filling:
            with suppress(BrokenPipeError):  # it has given up: why, it says itself
                filling.stdin.writelines(parts)
                filling.stdin.close()
            filling.finish("数据库恢复没有完成，没有改动任何数据")

    @contextmanager
    def scratch(self, folder: str) -> Iterator[str]:
        """A database of its own beside the one in use; what a killed drill left behind goes as well."""
        stem = f"{str(self.where['NAME'])[:40]}_drill_"
        name = stem + secrets.token_hex(6)
        with self._session(autocommit=True, database="postgres") as server:
            for (left,) in server.execute("SELECT datname FROM pg_database").fetchall():
                if re.fullmatch(re.escape(stem) + "[0-9a-f]{12}", left):
                    self._drop(server, left)
            try:
                server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
            except InsufficientPrivilege as fault:
                raise Refused(NO_CREATEDB % (self.where["USER"], self.where["USER"])) from fault
            try:
                yield self._url(name)
            finally:
                self._drop(server, name)

    def _drop(self, server: psycopg.Connection[Any], name: str) -> None:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _url(self, name: str) -> str:
        where = self.where
        ports = str(where["PORT"]).split(",")
        hosts = str(where["HOST"]).split(",") if where["HOST"] else []
        netloc = ",".join(f"{host}:{port}" if port else host for host, port in zip(hosts, ports, strict=False))
        who = quote(where["USER"], safe="") + (f":{quote(where['PASSWORD'], safe='')}" if where["PASSWORD"] else "")
        return f"postgres://{who}@{netloc}/{quote(name)}?{urlencode(self.options)}"

    def _session(self, *, autocommit: bool = False, database: str = "") -> psycopg.Connection[Any]:
        address = psycopg.conninfo.make_conninfo(self.address, dbname=database or None)
        try:
            return psycopg.connect(address, password=self.where["PASSWORD"] or None, autocommit=autocommit)
        except psycopg.OperationalError as fault:
            raise Refused("数据库连不上，请检查 DATABASE_URL 和数据库服务。") from fault
