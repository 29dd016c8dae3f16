"""A connection that broke while nobody used it, as when the database was started again, is made anew before its use."""

import select
from collections.abc import Callable
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections


def drop_broken() -> None:
    """Close this thread's connection if its server hung up. Asks the socket only, not the database: no round trip."""
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor == "postgresql" and connection.connection is not None and _hung_up(connection.connection):
        connection.close()


def _hung_up(line: Any) -> bool:
    """Nothing comes from an idle server but its goodbye; a mere notice costs a new connection, no more."""
    if line.closed:
        return True
    waiting = select.poll()
    waiting.register(line.fileno(), select.POLLIN)
    return bool(waiting.poll(0))


def sound_connection(get_response: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Middleware: no request begins on a broken connection."""

    def handle(request: Any) -> Any:
        drop_broken()
        return get_response(request)

    return handle
