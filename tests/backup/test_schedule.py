"""One backup a day, before every migration, and none by half."""

import os
import resource
import signal
import subprocess
import sys
import threading
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder

from fengdan.backup.before import before_migrate
from fengdan.backup.disk import faults_of
from fengdan.backup.engines import engine
from fengdan.backup.make import backup
from fengdan.backup.schedule import failure, last, run_if_due
from fengdan.backup.shelf import dailies, daily, shelved
from fengdan.journal.models import Entry
from fengdan.matters.models import Event
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Refused
from tests.backup.conftest import attach
from tests.cast import MORNING, Walk

NIGHT = datetime(2026, 11, 24, 2, 0, tzinfo=ZONE)


def test_one_a_day_however_often_it_is_asked(room):
    Walk().register()
    assert run_if_due(NIGHT - timedelta(minutes=1)) is None
    made = run_if_due(NIGHT)
    assert made == daily(NIGHT.date())
    assert run_if_due(NIGHT + timedelta(hours=20)) is None
    assert run_if_due(NIGHT + timedelta(days=1)) == daily(NIGHT.date() + timedelta(days=1))
    assert [row.events for row in shelved()] == [1, 1]
    assert last().backup_at == NIGHT + timedelta(days=1)
    assert Entry.objects.filter(act="backup").count() == 2


def test_two_at_once_make_one(room):
    gate, outcomes = threading.Barrier(2), []

    def loop():
        gate.wait()
        try:
            outcomes.append(run_if_due(NIGHT))
        except Refused as no:
            outcomes.append(no.reason)
        finally:
            connection.close()

    loops = [threading.Thread(target=loop) for _ in range(2)]
    for each in loops:
        each.start()
    for each in loops:
        each.join()
    assert outcomes.count(daily(NIGHT.date())) == 1
    assert list(dailies()) == [NIGHT.date()]
    assert Entry.objects.filter(act="backup").count() == 1


def test_old_ones_go_and_only_the_daily_ones(room):
    settings.BACKUPS.mkdir()
    days = [NIGHT.date() - timedelta(days=number) for number in range(1, 30)]
    for path in (*map(daily, days), settings.BACKUPS / "before-0.1.0-x.fengdan", settings.BACKUPS / "notes.txt"):
        path.write_bytes(b"")
    run_if_due(NIGHT)
    assert sorted(dailies(), reverse=True)[:7] == [NIGHT.date(), *days[:6]]
    assert [day.isoformat() for day in sorted(dailies())[:-7]] == [
        "2026-10-31",
        "2026-11-01",
        "2026-11-08",
        "2026-11-15",
    ]
    assert (settings.BACKUPS / "before-0.1.0-x.fengdan").exists()
    assert (settings.BACKUPS / "notes.txt").exists()


def test_failure_is_remembered_told_once_an_hour_and_forgotten_after_success(room):
    settings.BACKUPS.write_text("a file where the folder should be")
    with pytest.raises(Refused, match="备份没有完成"):
        run_if_due(NIGHT)
    assert failure()[0] == NIGHT
    assert run_if_due(NIGHT + timedelta(minutes=59)) is None
    with pytest.raises(Refused):
        run_if_due(NIGHT + timedelta(minutes=60))
    settings.BACKUPS.unlink()
    assert run_if_due(NIGHT + timedelta(minutes=120)) is not None
    assert failure() is None


def in_a_child(act) -> int:
    """Do this in a process of its own; return how it ended."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            act()
            os._exit(0)
        except Refused as no:
            os._exit(3 if "磁盘空间不足" in no.reason else 4)
        finally:
            os._exit(5)
    return os.waitpid(child, 0)[1]


def litter(room) -> list[str]:
    beside = [path.name for path in settings.DATA.iterdir() if ".copy" in path.name]
    return [*beside, *(path.name for path in room.iterdir() if path.suffix in {".fengdan", ".part"})]


@pytest.mark.parametrize("limit", [100, 50_000, 400_000])
def test_disk_full_leaves_nothing_and_says_so(room, limit):
    """A limit on the size of files refuses a write in its middle, as a full disk does."""
    Walk().register()
    if connection.vendor == "postgresql":
        limit = min(limit, 50_000)  # its dump is compressed

    def with_little_room():
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        backup(room / "one.fengdan", MORNING)

    assert os.waitstatus_to_exitcode(in_a_child(with_little_room)) == 3
    assert litter(room) == []
    assert Event.objects.count() == 1
    Walk().register()
    assert backup(room / "one.fengdan", MORNING).header.events == 2


def test_device_without_room_is_told():
    with pytest.raises(Refused, match="磁盘空间不足，备份没有完成"), faults_of("备份"), open("/dev/full", "wb") as full:  # noqa: PTH123
        full.write(b"x" * 100_000)


def test_killed_in_the_middle_leaves_nothing_that_looks_like_a_backup_and_the_next_one_sweeps(room):
    attach(b"a page")
    path = room / "one.fengdan"
    real = os.fsync

    def killed_at_the_end(descriptor):
        if Path(f"/proc/self/fd/{descriptor}").readlink().suffix == ".part":
            os.kill(os.getpid(), signal.SIGKILL)
        real(descriptor)

    def act():
        os.fsync = killed_at_the_end
        backup(path, MORNING)

    assert os.WIFSIGNALED(in_a_child(act))
    assert not path.exists()
    assert litter(room) == [".one.fengdan.part"]
    assert shelved() == []
    backup(path, MORNING)
    assert litter(room) == ["one.fengdan"]


def forget_a_migration():
    MigrationRecorder(connection).record_unapplied("search", "0001_initial")


def test_before_a_migration_a_database_with_events_is_backed_up(room):
    assert before_migrate(MORNING) is None
    forget_a_migration()
    assert before_migrate(MORNING) is None  # no event yet: nothing to lose
    Walk().register()
    made = before_migrate(MORNING)
    assert made.path.parent == settings.BACKUPS
    assert made.path.name.startswith("before-0.1.0-20261123")
    assert made.header.events == 1


def test_without_that_backup_init_does_not_migrate(room):
    Walk().register()
    forget_a_migration()
    settings.BACKUPS.write_text("a file where the folder should be")
    where = connection.settings_dict
    address = f"sqlite:///{where['NAME']}" if connection.vendor == "sqlite" else engine()._url(where["NAME"])
    done = subprocess.run(
        [sys.executable, "-m", "fengdan", "init"],
        env=os.environ | {"DATABASE_URL": address, "FENGDAN_BACKUPS": str(settings.BACKUPS)},
        cwd=settings.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("升级前的备份没有做成，所以没有升级")
    assert ("search", "0001_initial") not in MigrationRecorder(connection).applied_migrations()
