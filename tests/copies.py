"""Copies of the test database for tests that commit: append-only tables cannot be flushed."""

import itertools
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.db import connection

from tests.engines import run_postgres, start_postgres
from tests.waiting import running, until

KEEPS_ITS_WORD = "-c listen_addresses="  # what is committed is on the disk
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


@contextmanager
def copy_on_a_cluster_of_its_own() -> Iterator[Path]:
    """Like `copy_of_test_database`, on a PostgreSQL that may be killed. Yields its folder."""
    place = connection.settings_dict
    theirs, cluster = place["OPTIONS"]["host"], Path(tempfile.mkdtemp(prefix="fengdan-pg-"))
    start_postgres(cluster, KEEPS_ITS_WORD)
    try:
        dump, there = str(cluster / "dump.sql"), ("-h", str(cluster), "-U", "postgres")
        run_postgres("pg_dump", "-h", theirs, "-U", "postgres", "-f", dump, place["NAME"])
        run_postgres("createdb", *there, place["NAME"])
        run_postgres("psql", *there, "-q", "-v", "ON_ERROR_STOP=1", "-f", dump, place["NAME"])
        connection.close()
        place["OPTIONS"]["host"] = str(cluster)
        yield cluster
    finally:
        connection.close()
        place["OPTIONS"]["host"] = theirs
        kill_postgres(cluster)
        shutil.rmtree(cluster)


def kill_postgres(cluster: Path) -> None:
    """All of it at once; returns when it is gone. Halted first, or it would start others meanwhile."""
    named = cluster / "data" / "postmaster.pid"
    if not named.exists():
        return
    first = int(named.read_text().partition("\n")[0])
    with suppress(ProcessLookupError, FileNotFoundError):
        os.kill(first, signal.SIGSTOP)
        killed = [first, *map(int, Path(f"/proc/{first}/task/{first}/children").read_text().split())]
        for process in killed:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        until(lambda: not any(map(running, killed)), "PostgreSQL is gone")
    # in a container nobody may bury the dead, and a number still taken stops the next start
    for lock in (named, *cluster.glob(".s.PGSQL.*")):
        lock.unlink()
