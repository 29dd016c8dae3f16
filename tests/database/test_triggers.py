"""What the database itself refuses, on both engines."""

import io

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import IntegrityError, connection, transaction

from fengdan.database import triggers
from fengdan.database.check import Unguarded, refuse_unless_guarded
from fengdan.database.dialects import dialect
from fengdan.journal.models import Entry

SQLITE = connection.vendor == "sqlite"
COLUMNS = "id integer PRIMARY KEY, matter integer, seq integer, stage text, UNIQUE (matter, seq)"


def run(sql: str) -> list[tuple]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else []


def rows() -> list[tuple]:
    return run("SELECT id, stage FROM page ORDER BY id")


@pytest.fixture
def one_row(db, monkeypatch):
    """A table `page` with one row, and a registry of its own."""
    monkeypatch.setattr(triggers, "_registry", {})
    triggers.drop_all(connection)
    run(f"CREATE TABLE page ({COLUMNS})")
    run("INSERT INTO page VALUES (1, 7, 1, 'registered')")


@pytest.fixture
def ledger(one_row):
    triggers.append_only("page", ("id",), ("matter", "seq"))
    triggers.install(connection)


REWRITES = [
    "UPDATE page SET stage = 'archived'",
    "UPDATE page SET stage = stage",
    "DELETE FROM page",
]
REWRITES += (
    ["INSERT OR REPLACE INTO page VALUES (1, 8, 1, 'archived')", "REPLACE INTO page VALUES (2, 7, 1, 'archived')"]
    if SQLITE
    else ["TRUNCATE page", "INSERT INTO page VALUES (1, 8, 1) ON CONFLICT (id) DO UPDATE SET stage = 'archived'"]
)


@pytest.fixture(params=["ON", "OFF"] if SQLITE else ["as ever"])
def recursive(request, db):
    """A bare SQLite shell has recursive triggers off, and must be refused all the same."""
    if SQLITE:
        run(f"PRAGMA recursive_triggers = {request.param}")
    yield
    if SQLITE:
        run("PRAGMA recursive_triggers = ON")


@pytest.mark.parametrize("sql", REWRITES)
def test_append_only_table_cannot_be_rewritten(ledger, recursive, sql):
    with pytest.raises(IntegrityError, match="I06: page is append-only"):
        run(sql)
    assert rows() == [(1, "registered")]


@pytest.mark.parametrize("sql", REWRITES)
def test_same_statement_passes_without_triggers(one_row, sql):
    run(sql)


def test_append_only_table_can_be_appended_to(ledger):
    run("INSERT INTO page VALUES (2, 7, 2, 'accepted')")
    assert rows() == [(1, "registered"), (2, "accepted")]


@pytest.fixture
def one_way(one_row):
    triggers.refuse("one_way", "page", "UPDATE", unless="NEW.seq > OLD.seq", says="I05: it's one way")
    triggers.refuse(
        "two_at_most",
        "page",
        "INSERT",
        unless="(SELECT count(*) FROM page p WHERE p.matter = NEW.matter) < 2",
        says="I99: two at most",
    )
    triggers.refuse("kept", "page", "DELETE", unless="OLD.stage = 'gone'", says="I98: kept")
    triggers.install(connection)


def test_condition_that_holds_lets_through(one_way):
    run("UPDATE page SET seq = 2, stage = 'gone'")
    run("INSERT INTO page VALUES (2, 7, 3, '')")
    run("DELETE FROM page WHERE id = 1")
    assert rows() == [(2, "")]


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("UPDATE page SET seq = 1", "I05: it's one way"),
        ("UPDATE page SET seq = NULL", "I05: it's one way"),
        ("INSERT INTO page VALUES (2, 7, 2, ''), (3, 7, 3, '')", "I99: two at most"),
        ("DELETE FROM page", "I98: kept"),
    ],
)
def test_condition_false_or_null_refuses(one_way, sql, says):
    with pytest.raises(IntegrityError, match=says):
        run(sql)
    assert rows() == [(1, "registered")]


def test_manifest_agrees_after_install_and_twice_is_once(ledger):
    triggers.install(connection)
    assert triggers.problems(connection) == []


def test_manifest_names_what_is_missing(ledger):
    run("DROP TRIGGER fd_page_no_update" + ("" if SQLITE else " ON page"))
    assert triggers.problems(connection) == ["触发器缺失：fd_page_no_update"]


ALTERATIONS = (
    [
        "DROP TRIGGER fd_page_no_update",
        "CREATE TRIGGER fd_page_no_update BEFORE UPDATE ON page BEGIN SELECT 1; END",
    ]
    if SQLITE
    else ["CREATE OR REPLACE FUNCTION fd_page_no_update() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"],
    [
        "DROP TRIGGER fd_page_no_update",
        "CREATE TRIGGER fd_page_no_update BEFORE UPDATE OF seq ON page BEGIN SELECT RAISE(ABORT, 'I06'); END",
    ]
    if SQLITE
    else ["ALTER TABLE page DISABLE TRIGGER fd_page_no_update"],
)


@pytest.mark.parametrize("statements", ALTERATIONS)
def test_manifest_names_what_was_altered(ledger, statements):
    for sql in statements:
        run(sql)
    assert triggers.problems(connection) == ["触发器已被改动：fd_page_no_update"]


def test_manifest_names_a_stranger_and_leaves_it_alone(ledger):
    body = "BEGIN SELECT 1; END" if SQLITE else "EXECUTE FUNCTION suppress_redundant_updates_trigger()"
    run(f"CREATE TRIGGER stranger BEFORE UPDATE ON page FOR EACH ROW {body}")
    triggers.install(connection)
    assert triggers.problems(connection) == ["有未登记的触发器：stranger"]


def test_table_not_there_yet_is_skipped_and_named(ledger):
    triggers.append_only("not_yet")
    triggers.install(connection)
    assert triggers.problems(connection) == ["缺少数据表：not_yet"]


def test_trigger_no_longer_registered_goes(ledger, monkeypatch):
    monkeypatch.setattr(triggers, "_registry", {})
    triggers.install(connection)
    assert triggers.problems(connection) == []
    run("UPDATE page SET stage = 'archived'")


def test_name_has_one_meaning(one_row):
    triggers.append_only("page")
    triggers.append_only("page")
    with pytest.raises(ValueError, match="page_no_update"):
        triggers.refuse("page_no_update", "page", "UPDATE", unless="TRUE", says="I00: other")


def test_product_database_is_guarded(db):
    assert triggers.problems(connection) == []
    refuse_unless_guarded(connection)


def test_rebuilt_table_is_guarded_again_after_migrate(committed_db):
    shorter, longer = Entry._meta.get_field("act"), Entry._meta.get_field("act").clone()
    longer.set_attributes_from_name("act")
    longer.max_length += 1
    with connection.schema_editor() as editor:
        editor.alter_field(Entry, shorter, longer)
    if SQLITE:
        with pytest.raises(Unguarded, match="fd_journal_entry_no_update"):
            refuse_unless_guarded(connection)
    call_command("migrate", verbosity=0)
    refuse_unless_guarded(connection)


def test_unguarded_database_is_not_served_until_migrated(committed_db):
    triggers.drop_all(connection)
    with pytest.raises(Unguarded, match="触发器缺失：fd_journal_entry_no_update"):
        refuse_unless_guarded(connection)
    call_command("migrate", plan=True, verbosity=0, stdout=io.StringIO())
    assert triggers.problems(connection) != []
    call_command("migrate", verbosity=0)
    refuse_unless_guarded(connection)


def test_database_behind_the_code_is_not_served(committed_db):
    run("DELETE FROM django_migrations WHERE app = 'journal'")
    with pytest.raises(Unguarded, match="迁移没有执行"):
        refuse_unless_guarded(connection)


def test_tables_are_rebuilt_with_no_trigger_in_the_way(committed_db, monkeypatch):
    seen = []
    monkeypatch.setattr(migrate.Command, "handle", lambda *_, **__: seen.append(dialect(connection).installed()))
    call_command("migrate", verbosity=0)
    assert seen == [{}]
    assert triggers.problems(connection) == []


def test_failed_migration_leaves_the_guards_up(committed_db):
    with pytest.raises(CommandError):
        call_command("migrate", "journal", "9999_no_such", verbosity=0)
    refuse_unless_guarded(connection)
