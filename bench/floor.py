"""What the engine itself takes: one matter-like and one event-like row in one transaction, by the bare driver."""

import os
import sqlite3  # what fengdan.settings put in its place
from collections.abc import Callable
from itertools import count

import psycopg
from django.db import connection

from fengdan.database.sqlite.base import PRAGMAS

TABLES = (
    "CREATE TABLE floor_matter (id bigint PRIMARY KEY, code varchar(24) UNIQUE, stage varchar(12), body text)",
    "CREATE TABLE floor_event (matter_id bigint, seq integer, step varchar(20), facts text, hash varchar(64))",
    "CREATE UNIQUE INDEX floor_event_seq ON floor_event (matter_id, seq)",
)
MATTER = "INSERT INTO floor_matter VALUES (?, ?, ?, ?)"
EVENT = "INSERT INTO floor_event VALUES (?, ?, ?, ?, ?)"
BODY, FACTS, HASH = "x" * 700, "y" * 700, "0" * 64  # about as long as the real rows


def bare_insert() -> Callable[[], None]:
    """A call that writes the two rows and commits."""
    return _sqlite() if connection.vendor == "sqlite" else _postgres()


def _rows() -> Callable[[], tuple[tuple, tuple]]:
    numbers = count(20260101000001)

    def next_rows() -> tuple[tuple, tuple]:
        number = next(numbers)
        return (number, f"621122-{number}", "registered", BODY), (number, 1, "register", FACTS, HASH)

    return next_rows


def _sqlite() -> Callable[[], None]:
    """On the product's own file, under the product's own pragmas."""
    bare = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    with connection.cursor() as cursor:
        kept = cursor.execute("PRAGMA synchronous").fetchone()[0]
    for pragma in (*PRAGMAS, f"synchronous = {kept}"):  # the journal mode belongs to the file
        bare.execute(f"PRAGMA {pragma}")
    for table in TABLES:
        bare.execute(table)
    rows = _rows()

    def insert() -> None:
        matter, event = rows()
        bare.execute("BEGIN IMMEDIATE")
        bare.execute(MATTER, matter)
        bare.execute(EVENT, event)
        bare.execute("COMMIT")

    return insert


def _postgres() -> Callable[[], None]:
    bare = psycopg.connect(os.environ["DATABASE_URL"])
    for table in TABLES:
        bare.execute(table)
    bare.commit()
    rows = _rows()
    insert_matter, insert_event = MATTER.replace("?", "%s"), EVENT.replace("?", "%s")

    def insert() -> None:
        matter, event = rows()
        bare.execute(insert_matter, matter)
        bare.execute(insert_event, event)
        bare.commit()

    return insert
