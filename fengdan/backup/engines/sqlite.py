"""SQLite: a copy by its own online backup, which holds up no writer and includes what only the log holds yet."""

import os
import sqlite3  # what settings put in its place, when the wheel could be had
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

from django.db import connections

from fengdan.backup.contents import Contents, contents_of
from fengdan.backup.disk import sync

PART = 8 << 20
WAIT_SECONDS = 20
BESIDE = ("", "-wal", "-shm", "-journal")


class Sqlite:
    """The database file `name`. Copies lie beside it for a moment, never where the backup goes: they are not sealed."""

    name = "sqlite"

    def __init__(self, name: str) -> None:
        self.path = Path(name)

    def version(self) -> int:
        """The file format's: it has not changed since 2004."""
        return 3

    @contextmanager
    def frozen(self) -> Iterator[tuple[Contents, Iterator[bytes]]]:
        """The contents of one moment, and the bytes of the database of that moment."""
        copy = self.path.with_name(f"{self.path.name}.copy")
        self._remove(copy)
        os.close(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            with closing(self._open(self.path)) as source, closing(self._open(copy)) as target:
                source.backup(target)  # all pages in one go: it never has to begin again
                contents = contents_of(target.cursor())
            with copy.open("rb") as whole:
                self._remove(copy)  # it can still be read; killed from here on, nothing stays behind
                yield contents, iter(partial(whole.read, PART), b"")
        finally:
            self._remove(copy)

    def is_empty(self) -> bool:
        if not self.path.exists():
            return True
        with closing(self._open(self.path)) as here:
            return not here.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()

    def fill(self, parts: Iterable[bytes]) -> None:
        """Put the database in its place, whole or not at all. Only an empty one may be there."""
        draft = self.path.with_name(f"{self.path.name}.restoring")
        self._remove(draft)
        try:
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                out.writelines(parts)
                out.flush()
                os.fsync(out.fileno())
            connections.close_all()
            self._remove(self.path)
            draft.rename(self.path)
            sync(self.path.parent)
        finally:
            self._remove(draft)

    @contextmanager
    def scratch(self, folder: str) -> Iterator[str]:
        """In a folder that whoever asks throws away."""
        yield f"sqlite:///{Path(folder) / 'fengdan.sqlite3'}"

    def _open(self, path: Path) -> sqlite3.Connection:
        return sqlite3.connect(path, timeout=WAIT_SECONDS)

    def _remove(self, path: Path) -> None:
        for suffix in BESIDE:
            path.with_name(path.name + suffix).unlink(missing_ok=True)
