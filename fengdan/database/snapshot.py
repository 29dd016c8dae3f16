"""Reading a database that is being written to as if it stood still."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper


@contextmanager
def snapshot(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """One unmoving view of everything, holding up no writer. Inside a transaction it is that transaction's view."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":  # atomic() would take the write lock; a plain BEGIN only reads
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("COMMIT")
    else:
        with transaction.atomic(connection.alias):
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            yield
