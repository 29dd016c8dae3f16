"""A connection that broke while nobody used it is made anew before its use.

On PostgreSQL the server was started again; on SQLite another file was put in the place of the one that is open.
"""

import select
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections


def drop_broken() -> None:
    """Close this thread's connection if it leads nowhere. Asks socket or file name, not the database: no round trip."""
    connection: Any = connections[DEFAULT_DB_ALIAS]
    if connection.connection is None:
        return
    if _hung_up(connection.connection) if connection.vendor == "postgresql" else connection.replaced():
        connection.close()


def _hung_up(line: Any) -> bool:
    """Nothing comes from an idle server but its goodbye; a mere notice costs a new connection, no more."""
    if line.closed:
        return True
    waiting = select.poll()
    waiting.register(line.fileno(), select.POLLIN)
    return bool(waiting.poll(0))
