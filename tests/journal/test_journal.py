import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from fengdan.database import triggers
from fengdan.journal.models import Entry
from fengdan.journal.verify import problems
from fengdan.journal.write import enter
from tests.cast import MORNING


def run(sql: str, *values: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


@pytest.fixture
def begun(db) -> int:
    """The seq of the last of three new entries; there may be older ones."""
    for number in range(3):
        enter(act="sign_in", actor_id=str(number), at=MORNING + timedelta(minutes=number), facts={"from": "desk"})
    return Entry.objects.latest("seq").seq


def test_acts_are_chained(begun):
    entries = list(Entry.objects.order_by("seq"))
    assert [entry.seq for entry in entries] == list(range(1, begun + 1))
    assert [entry.prev_hash for entry in entries] == ["", *(entry.hash for entry in entries[:-1])]
    assert (entries[-1].act, entries[-1].actor_id, entries[-1].facts) == ("sign_in", "2", {"from": "desk"})
    assert list(problems()) == []


def test_refused_deed_leaves_no_entry(begun):
    with transaction.atomic():
        enter(act="reveal", actor_id="1", at=MORNING)
        transaction.set_rollback(True)
    assert Entry.objects.latest("seq").seq == begun


REWRITES = ["UPDATE journal_entry SET act = 'x'", "DELETE FROM journal_entry"]
REWRITES += (
    ["INSERT OR REPLACE INTO journal_entry SELECT * FROM journal_entry WHERE seq = 1"]
    if connection.vendor == "sqlite"
    else ["TRUNCATE journal_entry"]
)


@pytest.mark.parametrize("sql", REWRITES)
def test_database_refuses_to_rewrite_it(begun, sql):
    with pytest.raises(IntegrityError, match="I06: journal_entry is append-only"):
        run(sql)
    assert list(problems()) == []


@pytest.mark.parametrize(
    ("change", "value"),
    [
        ("act = %s", "sign_out"),
        ("actor_id = %s", "99"),
        ("subject = %s", "party:1"),
        ("facts = %s", '{"from": "home"}'),
        ("at = %s", "2026-01-01 00:00:00+00:00"),
        ("hash = %s", "0" * 64),
    ],
)
def test_change_by_hand_is_named(begun, change, value):
    triggers.drop_all(connection)
    run(f"UPDATE journal_entry SET {change} WHERE seq = {begun - 1}", value)
    named = list(problems())
    assert named[0] == f"日志第 {begun - 1} 条被改动"
    assert len(named) == (2 if change.startswith("hash") else 1)


def test_missing_entry_is_named(begun):
    triggers.drop_all(connection)
    run(f"DELETE FROM journal_entry WHERE seq = {begun - 1}")
    assert next(problems()) == f"日志第 {begun - 1} 条缺失"


def test_twelve_at_once_are_all_entered(committed_db):
    first = Entry.objects.count()
    gate = threading.Barrier(12)
    faults: list[BaseException] = []

    def work(person: int) -> None:
        try:
            gate.wait()
            for number in range(20):
                with transaction.atomic():
                    enter(act="sign_in", actor_id=f"{person}-{number}", at=MORNING)
        except Exception as fault:  # noqa: BLE001 - told by the assertion below
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(person,)) for person in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert list(Entry.objects.order_by("seq").values_list("seq", flat=True)) == list(range(1, first + 241))
    assert {f"{p}-{n}" for p in range(12) for n in range(20)} <= set(Entry.objects.values_list("actor_id", flat=True))
    assert list(problems()) == []
