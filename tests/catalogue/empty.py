"""Databases into which no county was loaded yet: made once, copied for each test. (Nothing loaded can be deleted.)"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from tests.copies import copy_of_test_database


@contextmanager
def _pointed_at(name: str) -> Iterator[None]:
    original = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = original


def make_template() -> str:
    """Migrate a new database and return its name. Like the engine, it is thrown away whole."""
    name = str(connection.settings_dict["NAME"]) + ("-empty" if connection.vendor == "sqlite" else "_empty")
    if connection.vendor == "sqlite":
        Path(name).unlink(missing_ok=True)
    else:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
    with _pointed_at(name):
        call_command("migrate", verbosity=0, interactive=False)
    return name


@contextmanager
def empty_database(template: str) -> Iterator[None]:
    """Point `default` at a fresh copy of the template."""
    with _pointed_at(template), copy_of_test_database():
        yield
