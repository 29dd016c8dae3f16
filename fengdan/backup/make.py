"""Making a backup while people work."""

import io
import secrets
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from fengdan import __version__
from fengdan.backup.contents import Contents
from fengdan.backup.disk import faults_of, one_at_a_time, published
from fengdan.backup.engines import engine
from fengdan.backup.header import Header
from fengdan.backup.key import BackupKey, key_to_seal
from fengdan.backup.sealed import SealingWriter, packing
from fengdan.files import disk
from fengdan.journal.write import enter
from fengdan.rulebook.errors import Refused
from fengdan.terminal import Tell, megabytes, quiet

FILES, DATABASE = "files/", "database/"  # what an entry in the archive begins with
SALT_BYTES = 32


@dataclass(frozen=True)
class Made:
    """A new backup. `first` when its key was only now made; `missing` counts uploads whose content was not there."""

    path: Path
    size: int
    header: Header
    first: bool


def backup(path: Path, at: datetime, tell: Tell = quiet) -> Made:
    """Write a backup to `path`, which must not exist. Raises Refused, leaving nothing of it behind.

    `tell` hears how many megabytes have been read. Files come after the moment of the database: a content is on the
    disk before its row, and is never removed.
    """
    if not path.parent.is_dir():
        raise Refused(f"没有 {path.parent} 这个目录，请先建好。")
    with faults_of("备份"), one_at_a_time("backup"):
        key, at_work = key_to_seal(), engine()
        with published(path) as out, at_work.frozen() as (contents, parts):
            places = [place for place in contents.places if disk.path_of(place).is_file()]
            header = _header(contents, key, at, missing=len(contents.places) - len(places))
            packed = header.packed()
            writer = SealingWriter(out, key.secret, header.salt, packed)
            _pack(writer, _entries(places, parts), tell)
            writer.finish()
        return Made(path, path.stat().st_size, header, key.fresh)


def _pack(writer: SealingWriter, entries: Iterator[tuple[str, bytes]], tell: Tell) -> None:
    read = 0
    with packing(writer) as archive:
        for name, content in entries:
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
            read += len(content)
            tell(megabytes(read), 0)
    tell(megabytes(read), megabytes(read))


def record(made: Made, at: datetime) -> None:
    """Leave a line in the journal. Kept apart, for before a migration the journal may not be as the models say."""
    facts = {"file": made.path.name, "bytes": made.size, "events": made.header.events}
    enter(act="backup", actor_id="system", at=at, facts=facts)


def _entries(places: list[str], parts: Iterator[bytes]) -> Iterator[tuple[str, bytes]]:
    for place in places:
        yield FILES + place, disk.path_of(place).read_bytes()
    for number, part in enumerate(parts):
        yield f"{DATABASE}{number:08}", part


def _header(contents: Contents, key: BackupKey, at: datetime, *, missing: int) -> Header:
    at_work = engine()
    return Header(
        version=__version__,
        engine=at_work.name,
        engine_version=at_work.version(),
        county=contents.county,
        moment=at.isoformat(timespec="seconds"),
        matters=contents.matters,
        events=contents.events,
        newest=contents.newest,
        files=len(contents.places) - missing,
        missing=missing,
        migrations=contents.migrations,
        keycheck=contents.keycheck,
        key=key.mark,
        salt=secrets.token_hex(SALT_BYTES),
    )
