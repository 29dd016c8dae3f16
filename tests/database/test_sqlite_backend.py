"""The embedded engine, on files of its own: these hold whatever engine the run is for."""

import sqlite3
import threading
from pathlib import Path

import pytest
from django.db import OperationalError, transaction
from django.db.utils import ConnectionHandler

from fengdan.database.sqlite import base
from fengdan.database.sqlite.turnstile import Turnstile

FOREVER = 10.0
FULL, EXTRA = 2, 3


@pytest.fixture(autouse=True)
def _own_databases(django_db_blocker):
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def connect(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Make `transaction.atomic("default")` mean a database in tmp_path; return a connection of the calling thread."""
    options = {"ENGINE": "fengdan.database.sqlite", "NAME": str(tmp_path / "own.sqlite3")}
    handler = ConnectionHandler({"default": options})
    monkeypatch.setattr("django.db.transaction.get_connection", lambda using=None: handler["default"])
    with handler["default"].cursor() as cursor:
        cursor.execute("CREATE TABLE visit (id integer PRIMARY KEY, who text)")
    yield lambda: handler["default"]
    handler["default"].close()


def pragma(connection, name: str):
    with connection.cursor() as cursor:
        return cursor.execute(f"PRAGMA {name}").fetchone()[0]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("foreign_keys", 1),
        ("recursive_triggers", 1),
        ("secure_delete", 1),
        ("cell_size_check", 1),
        ("journal_mode", "wal"),
        ("synchronous", FULL),
        ("busy_timeout", 20_000),
    ],
)
def test_settings_of_a_sound_library(connect, name, value):
    assert pragma(connect(), name) == value


def test_file_is_never_mapped_into_memory(connect):
    with connect().cursor() as cursor:
        assert cursor.execute("PRAGMA mmap_size").fetchone() in (None, (0,))


def test_library_with_the_wal_fault_gets_truncate_and_extra(connect, monkeypatch):
    connection = connect()
    connection.close()
    monkeypatch.setattr(base, "WAL_IS_SOUND_FROM", (99,))
    assert (pragma(connection, "journal_mode"), pragma(connection, "synchronous")) == ("truncate", EXTRA)


def test_no_option_talks_it_into_normal(connect):
    connection = connect()
    connection.close()
    connection.settings_dict["OPTIONS"] = {
        "init_command": "PRAGMA synchronous = NORMAL",
        "transaction_mode": "DEFERRED",
    }
    assert pragma(connection, "synchronous") == FULL
    assert connection.transaction_mode == "IMMEDIATE"


def test_database_in_memory_works():
    handler = ConnectionHandler({"default": {"ENGINE": "fengdan.database.sqlite", "NAME": ":memory:"}})
    assert pragma(handler["default"], "journal_mode") == "memory"
    handler["default"].connection.close()


def test_block_holds_the_write_lock_from_its_first_moment(connect):
    other = sqlite3.connect(connect().settings_dict["NAME"], timeout=0)
    with transaction.atomic(), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.execute("BEGIN IMMEDIATE")
    other.close()


def test_nobody_overtakes_at_the_turnstile():
    turnstile = Turnstile()
    order: list[int] = []

    def visit(number: int) -> None:
        assert turnstile.enter(FOREVER)
        order.append(number)
        turnstile.leave()

    assert turnstile.enter(0)
    threads = queue_up(turnstile, visit, 5)
    turnstile.leave()
    visit(99)  # the one who has just left must wait for all who were there before
    for thread in threads:
        thread.join(FOREVER)
    assert order == [0, 1, 2, 3, 4, 99]


def queue_up(turnstile: Turnstile, visit, count: int) -> list[threading.Thread]:
    """Start threads one after the other, each only when the one before stands in the queue."""
    threads = []
    for number in range(count):
        thread = threading.Thread(target=visit, args=(number,), daemon=True)
        thread.start()
        while turnstile.waiting <= number and thread.is_alive():
            thread.join(0.001)
        threads.append(thread)
    return threads


def test_who_gives_up_leaves_the_queue():
    turnstile = Turnstile()
    assert turnstile.enter(0)
    assert not turnstile.enter(0)
    assert turnstile.waiting == 0
    turnstile.leave()
    assert turnstile.enter(0)


def test_blocks_begin_in_order_of_arrival(connect):
    def visit(number: int) -> None:
        try:
            write(connect, str(number))
        finally:
            connect().close()

    connect().settings_dict["OPTIONS"] = {"timeout": 5}
    with transaction.atomic():
        threads = queue_up(connect().turnstile, visit, 4)
        assert [thread.is_alive() for thread in threads] == [True] * 4
    write(connect, "last")
    for thread in threads:
        thread.join(FOREVER)
    with connect().cursor() as cursor:
        assert [who for (who,) in cursor.execute("SELECT who FROM visit ORDER BY id")] == ["0", "1", "2", "3", "last"]


def write(connect, who: str) -> None:
    with transaction.atomic(), transaction.atomic(), connect().cursor() as cursor:
        cursor.execute("INSERT INTO visit (who) VALUES (%s)", [who])


def end_well(connection) -> None:
    with transaction.atomic():
        assert not connection.turnstile.enter(0)


def fail_inside(connection) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        raise ZeroDivisionError


def lose_connection_inside(connection) -> None:
    with transaction.atomic():
        connection.close()


@pytest.mark.parametrize("way_out", [end_well, fail_inside, lose_connection_inside])
def test_every_way_out_ends_the_turn(connect, way_out):
    way_out(connect())
    assert connect().turnstile.enter(0)


def test_block_that_cannot_begin_ends_the_turn(connect):
    connection = connect()
    connection.close()
    connection.settings_dict["OPTIONS"] = {"timeout": 0}
    other = sqlite3.connect(connection.settings_dict["NAME"])
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperationalError, match="locked"):
        write(connect, "refused")
    other.close()
    assert connection.turnstile.enter(0)


def test_waiting_for_a_turn_has_an_end(connect):
    connection = connect()
    connection.settings_dict["OPTIONS"] = {"timeout": 0}
    assert connection.turnstile.enter(0)
    with pytest.raises(OperationalError, match="locked"):
        write(connect, "refused")
