"""PostgreSQL: waiting for whoever began before something was committed, and so may not have seen it."""

import time
from datetime import timedelta

from django.db.backends.base.base import BaseDatabaseWrapper

LONGEST = timedelta(seconds=20)  # a step takes a fraction of one; what takes longer only reads, as a backup does
BETWEEN = 0.02  # seconds
NOW = "SELECT clock_timestamp()"
ELDERS = (
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start <= %s"
)


def wait_for_elders(connection: BaseDatabaseWrapper, longest: timedelta = LONGEST) -> None:
    """Return once every transaction that is under way now has ended, or after `longest`.

    To be called after a commit, outside any transaction. SQLite has one writer at a time: there is nobody to wait for.
    """
    if connection.vendor != "postgresql":
        return
    until = time.monotonic() + longest.total_seconds()
    with connection.cursor() as cursor:
        cursor.execute(NOW)
        (now,) = cursor.fetchone()
        while time.monotonic() < until:
            cursor.execute(ELDERS, [now])
            if cursor.fetchone() == (0,):
                return
            time.sleep(BETWEEN)
