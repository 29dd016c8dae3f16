import base64
import os
import shutil
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections

from fengdan.__main__ import main
from fengdan.backup.engines import engine
from fengdan.backup.make import backup
from fengdan.files import disk
from fengdan.files.models import StoredFile
from fengdan.settings import _database
from fengdan.vault.keys import keys
from tests.cast import MORNING, Walk


@pytest.fixture
def room(tmp_path, settings, committed_db) -> Path:
    """A folder for backups, with a backup key of one's own."""
    settings.BACKUPS = tmp_path / "backups"
    settings.BACKUP_KEY = tmp_path / "backup.key"
    settings.BACKUP_KEY.write_text(base64.b64encode(bytes(32)).decode())
    return tmp_path


@pytest.fixture
def one(room) -> Path:
    """The backup of a matter under way and of one attachment."""
    Walk().register().accept()
    attach(b"a scanned page")
    return backup(room / "one.fengdan", MORNING).path


def attach(content: bytes) -> StoredFile:
    return StoredFile.objects.create(
        place=disk.write(content),
        subject="matter:1",
        name="page.pdf",
        kind="application/pdf",
        size=len(content),
        digest=disk.digest(content),
        made_at=MORNING,
        made_by="1",
    )


class Elsewhere:
    """Another machine: an empty database and an empty data directory, which begins with the keys of this one."""

    def __init__(self, folder: Path, address: str) -> None:
        self.data = folder / "data"
        self.data.mkdir()
        self.keys = Path(shutil.copy(settings.KEYS, folder / "keys.json"))
        self.environment = {
            "DATABASE_URL": address,
            "FENGDAN_DATA": str(self.data),
            "FENGDAN_KEYS": str(self.keys),
            "FENGDAN_BACKUP_KEY": str(settings.BACKUP_KEY),
            "FENGDAN_SECRET_KEY": "elsewhere",
        }

    def run(self, *words: object, **also: str) -> tuple[int, str, str]:
        """Exit code, what was said, what was complained of."""
        done = subprocess.run(
            [sys.executable, "-m", "fengdan", *map(str, words)],
            env=os.environ | self.environment | also,
            cwd=settings.ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    def run_as_fork(self, *words: object) -> tuple[int, str, str]:
        """The same without starting Python anew, for commands that are refused."""
        return self.within(lambda: main([*map(str, words)]))

    def within(self, work: Callable[[], int | None]) -> tuple[int, str, str]:
        """Do this there, in a process of its own: what it returned, what was printed, what was complained of."""
        connections.close_all()
        told = [self.data.parent / name for name in ("said", "complained")]
        child = os.fork()
        if child == 0:
            try:
                for number, path in enumerate(told, start=1):
                    os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
                sys.stdout, sys.stderr = open(1, "w"), open(2, "w")  # noqa: SIM115
                settings.DATA, settings.KEYS = self.data, Path(self.environment["FENGDAN_KEYS"])
                settings.BACKUP_KEY = Path(self.environment["FENGDAN_BACKUP_KEY"])
                connection.settings_dict["NAME"] = _database(self.environment["DATABASE_URL"])["NAME"]
                keys.cache_clear()
                code = work()
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(code or 0)
            except BaseException:  # noqa: BLE001 - told to the test that forked it
                traceback.print_exc()
                sys.stderr.flush()
            finally:
                os._exit(99)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        return code, *(path.read_text() for path in told)

    def holds(self) -> list[str]:
        """What lies in the data directory, but for locks and what any command makes there."""
        return sorted(path.name for path in self.data.iterdir() if path.name not in {"static", "backup.lock"})


@contextmanager
def elsewhere(folder: Path) -> Iterator[Elsewhere]:
    folder.mkdir()
    with engine().scratch(str(folder)) as address:
        yield Elsewhere(folder, address)
