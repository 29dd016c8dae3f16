"""The embedded engine. Reasons and measurements: docs/decisions/sqlite.md."""

import logging
import os
import sqlite3  # what settings put in its place, when the wheel could be had
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

from fengdan.database.sqlite.turnstile import Turnstile

log = logging.getLogger(__name__)

WAL_IS_SOUND_FROM = (3, 51, 3)  # 3.7.0–3.51.2 can corrupt a WAL database when the log is reset
TIMEOUT_SECONDS = 20
PRAGMAS = (
    "foreign_keys = ON",
    "recursive_triggers = ON",  # else INSERT OR REPLACE deletes past the append-only triggers
    "secure_delete = ON",  # a blanked row leaves nothing in the file
    "cell_size_check = ON",
    "mmap_size = 0",
    "cache_size = -16384",  # KiB: of a county with a hundred thousand matters the pages above the leaves stay
)
_turnstiles: dict[str, Turnstile] = {}
_said: set[str] = set()


def _say_once(message: str, *args: object) -> None:
    if message not in _said:
        _said.add(message)
        log.warning(message, *args)


def _set_durability(connection: Any) -> None:
    """Make a commit survive a power cut: WAL + FULL, or TRUNCATE + EXTRA where WAL cannot be had or trusted."""
    wanted = "wal" if sqlite3.sqlite_version_info >= WAL_IS_SOUND_FROM else "truncate"
    if wanted == "truncate":
        _say_once("SQLite %s: its WAL is not sound, using TRUNCATE + EXTRA.", sqlite3.sqlite_version)
    mode = connection.execute("PRAGMA journal_mode").fetchone()[0]
    if mode not in (wanted, "memory"):
        mode = connection.execute(f"PRAGMA journal_mode = {wanted}").fetchone()[0]
        if mode not in (wanted, "memory"):
            _say_once("SQLite: no WAL on this file system, using TRUNCATE + EXTRA.")
            connection.execute("PRAGMA journal_mode = truncate")
    connection.execute(f"PRAGMA synchronous = {'FULL' if mode == 'wal' else 'EXTRA'}")


class DatabaseWrapper(base.DatabaseWrapper):
    """Every `atomic` block is IMMEDIATE and, within the process, begins in order of arrival.

    The stubs leave out the private hooks that are extended here.
    """

    _holds_turn = False
    _file: tuple[int, int] | None = None

    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        params.setdefault("timeout", TIMEOUT_SECONDS)
        self.transaction_mode = "IMMEDIATE"
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        _set_durability(connection)
        self._file = self._file_there()
        return connection

    def _file_there(self) -> tuple[int, int] | None:
        """What tells the file under this name from another that was put in its place."""
        try:
            found = os.stat(self.settings_dict["NAME"])  # noqa: PTH116 - asked before every request, at half the cost
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def replaced(self) -> bool:
        """Whether the file that is open is no longer the one under its name: what is written to it would be lost."""
        return self.connection is not None and self._file != self._file_there()

    @property
    def turnstile(self) -> Turnstile:
        """The queue before this database file, shared by all threads of the process."""
        return _turnstiles.setdefault(str(self.settings_dict["NAME"]), Turnstile())

    def _take_turn(self) -> None:
        if self._holds_turn:
            return
        if not self.turnstile.enter(self.settings_dict["OPTIONS"].get("timeout", TIMEOUT_SECONDS)):
            raise OperationalError("database is locked")
        self._holds_turn = True

    def _end_turn(self) -> None:
        if self._holds_turn:
            self._holds_turn = False
            self.turnstile.leave()

    def _start_transaction_under_autocommit(self) -> None:
        self._take_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._end_turn()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._end_turn()  # not in a finally: a failed commit is followed by a rollback

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._end_turn()
