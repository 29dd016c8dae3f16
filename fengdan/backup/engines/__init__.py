"""The two engines, each copied in its own way."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Any, Protocol

from django.conf import settings
from django.db import connection

from fengdan.backup.contents import Contents
from fengdan.backup.engines.postgres import Postgres
from fengdan.backup.engines.sqlite import Sqlite


class Engine(Protocol):
    """What a backup needs of an engine. `scratch` yields the DATABASE_URL of an empty database and removes it after."""

    name: str

    def version(self) -> int: ...
    def frozen(self) -> AbstractContextManager[tuple[Contents, Iterator[bytes]]]: ...
    def is_empty(self) -> bool: ...
    def fill(self, parts: Iterable[bytes]) -> None: ...
    def scratch(self, folder: str) -> AbstractContextManager[str]: ...


def engine() -> Engine:
    """The engine of the database in use, at this moment."""
    return _engine(connection.settings_dict)


def engine_of_owner() -> Engine:
    """The same, as the role that may create a database."""
    return _engine({**connection.settings_dict, **settings.OWNER_DATABASE})


def _engine(here: dict[str, Any]) -> Engine:
    return Sqlite(str(here["NAME"])) if connection.vendor == "sqlite" else Postgres(here)
