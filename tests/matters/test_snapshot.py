"""Checking the ledger while others write: `verify` sees one moment, and holds nobody up."""

import threading
from collections.abc import Callable
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from fengdan.database.snapshot import snapshot
from fengdan.matters import verify as package
from fengdan.matters.actions.note import note
from fengdan.matters.models import Event, Matter
from fengdan.matters.verify import verify
from tests.cast import Walk, actor

pytestmark = pytest.mark.usefixtures("committed_db")

MANY = 2000  # a busy machine lets the desk wait


def elsewhere(act: Callable[[], object]) -> None:
    """Do this on a connection of its own, now, and wait until it is done."""
    faults: list[Exception] = []

    def run() -> None:
        try:
            act()
        except Exception as fault:  # noqa: BLE001 - raised below
            faults.append(fault)
        finally:
            connection.close()

    worker = threading.Thread(target=run)
    worker.start()
    worker.join(timeout=30)
    assert not worker.is_alive(), "the writer was held up"
    assert faults == []


def test_snapshot_stands_still_while_others_write_and_is_let_go():
    Walk().register()
    with snapshot(connection):
        assert (Matter.objects.count(), Event.objects.count()) == (1, 1)
        elsewhere(lambda: Walk().register().accept())
        assert (Matter.objects.count(), Event.objects.count()) == (1, 1)
    assert (Matter.objects.count(), Event.objects.count()) == (2, 3)
    with transaction.atomic():
        Walk().register()


def test_snapshot_is_let_go_when_what_was_read_was_too_much():
    def read() -> None:
        with snapshot(connection):
            assert Matter.objects.count() == 0
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        read()
    assert not connection.in_atomic_block
    assert Walk().register().matter.version == 1


def test_inside_a_transaction_it_is_that_transactions_view():
    with transaction.atomic():
        Walk().register()
        with snapshot(connection):
            assert Matter.objects.count() == 1
        assert verify() == {"ok": True, "matters": 1, "events": 1, "problems": []}


@pytest.mark.parametrize("before", ["replay", "broken_seals", "gaps"])
def test_verify_finds_nothing_wrong_while_somebody_writes(monkeypatch, before):
    """A writer puts a whole matter and the next step of another between two parts of the check."""
    walk = Walk().to_underway()
    counts = (1, walk.matter.version)
    real, written = getattr(package, before), []

    def first_somebody_writes(*given):
        if not written:
            written.append(1)
            elsewhere(lambda: Walk().to_settled().archive())
            elsewhere(lambda: Walk.agree(walk).sign())
        return real(*given)

    monkeypatch.setattr(package, before, first_somebody_writes)
    told = verify()
    assert told == {"ok": True, "matters": counts[0], "events": counts[1], "problems": []}
    assert written
    told = verify()
    assert (told["matters"], told["problems"]) == (2, [])


def test_verify_again_and_again_beside_a_busy_desk():
    walk, stop, faults = Walk().register(), threading.Event(), []
    who = actor("clerk")

    def desk() -> None:
        try:
            while not stop.is_set():
                Walk().register().accept()
                note(walk.matter, text="来电", actor=who, at=walk.at)
        except Exception as fault:  # noqa: BLE001 - told by the assertion below
            faults.append(fault)
        finally:
            connection.close()

    worker = threading.Thread(target=desk)
    worker.start()
    try:
        results = [verify() for _ in range(12)]
        while results[-1]["events"] == results[0]["events"] and not faults and len(results) < MANY:
            results.append(verify())
    finally:
        stop.set()
        worker.join()
    assert faults == []
    assert [result["problems"] for result in results] == [[]] * len(results)
    assert results[-1]["events"] > results[0]["events"]


@contextmanager
def nothing(_connection):
    yield


def test_without_the_snapshot_it_would_report_what_is_not_wrong(monkeypatch):
    """Else the tests above could not fail."""
    walk = Walk().to_underway()
    real = package.broken_seals
    monkeypatch.setattr(package, "snapshot", nothing)

    def first_somebody_writes(digests):
        elsewhere(walk.agree)
        return real(digests)

    monkeypatch.setattr(package, "broken_seals", first_somebody_writes)
    assert verify()["ok"] is False
