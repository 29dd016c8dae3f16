"""Copies of the test database for tests that commit: append-only tables cannot be flushed."""

import itertools
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

_numbers = itertools.count(1)


def _copy_file(original: str, copy: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    shutil.copyfile(original, copy)


def _drop_file(copy: str) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        Path(copy + suffix).unlink(missing_ok=True)


def _copy_postgres(original: str, copy: str) -> None:
    connection.close()
    with connection._nodb_cursor() as cursor:
        # beside Playwright's loop Django has a second connection in this thread: the first cannot be closed from here
        cursor.execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s", [original])
        cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{original}"')


def _drop_postgres(copy: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{copy}" WITH (FORCE)')


@contextmanager
def copy_of_test_database() -> Iterator[None]:
    """Point `default` at a fresh copy, for this thread and for threads to come, and throw the copy away afterwards."""
    sqlite = connection.vendor == "sqlite"
    original = str(connection.settings_dict["NAME"])
    copy = f"{original}-{next(_numbers)}"
    (_copy_file if sqlite else _copy_postgres)(original, copy)
    connection.settings_dict["NAME"] = copy  # the same dictionary new threads make their connections from
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = original
        (_drop_file if sqlite else _drop_postgres)(copy)
