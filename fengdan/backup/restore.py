"""Restoring a backup into an empty place."""

import os
import re
import shutil
import tarfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from fengdan.backup.contents import contents_of
from fengdan.backup.disk import faults_of, one_at_a_time, sync
from fengdan.backup.engines import Engine, engine
from fengdan.backup.header import DAMAGED, Header, header_of, read_header
from fengdan.backup.judge import judge
from fengdan.backup.key import BackupKey, key_to_open
from fengdan.backup.make import DATABASE, FILES
from fengdan.backup.sealed import OpeningReader, unpacking
from fengdan.database.roles import as_owner
from fengdan.files import disk
from fengdan.gateways.configured import gateways
from fengdan.journal.write import enter
from fengdan.matters.envelopes import hold_restored_letters
from fengdan.matters.verify.whole import verify_whole
from fengdan.rulebook.errors import Refused
from fengdan.terminal import Tell, Watch, megabytes, unwatched

PLACE = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Restored:
    """What is there now, and a sentence for each thing that is not as the backup or the ledger says.

    `held` are short messages and mails that may have gone out after the backup: a person decides about them.
    """

    ok: bool
    matters: int
    events: int
    newest: str
    held: int
    problems: list[str]

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def restore(path: Path, at: datetime, watched: Watch = unwatched) -> Restored:
    """Fill the empty database and the empty folder of files, migrate, install triggers, hold letters back, and verify.

    Raises Refused; then nothing was left behind. Problems found by verify are told, and what was restored stays.
    """
    with faults_of("恢复"), one_at_a_time("backup"), as_owner():
        header = header_of(path)
        key = key_to_open()
        if header.key != key.mark:
            raise Refused("备份密钥不对：这份备份是用另一个备份密钥加密的。请放回做备份时的备份密钥文件。")
        target = engine()
        judge(header, target)
        _gateways_make_sense()
        with path.open("rb") as source:
            _reader(source, key, watched("正在检查备份", "MB")).drain()
        with path.open("rb") as source:
            _fill(target, _reader(source, key, watched("正在恢复", "MB")))
        call_command("migrate", verbosity=0, interactive=False)
    held = hold_restored_letters(at)  # before anything that takes long: a loop may be started meanwhile
    restored = _compared(header, held, watched("正在核对", "件"))
    facts = {"file": path.name, "events": header.events, "held": held}
    enter(act="restore", actor_id="system", at=at, facts=facts)
    return restored


def _gateways_make_sense() -> None:
    """They are needed to hold letters back, when it is too late to refuse."""
    try:
        gateways()
    except ValueError as no:
        raise Refused(str(no)) from no


def _reader(source: BinaryIO, key: BackupKey, tell: Tell) -> OpeningReader:
    header, packed = read_header(source)
    size = os.fstat(source.fileno()).st_size - source.tell()
    return OpeningReader(source, key.secret, header.salt, packed, lambda read: tell(megabytes(read), megabytes(size)))


def _fill(target: Engine, reader: OpeningReader) -> None:
    """Files first, put in their place as one folder, then the database: without it they are nothing, and go again."""
    home, draft = settings.DATA / "files", settings.DATA / "files.restoring"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True, mode=0o700)
    try:
        with unpacking(reader) as archive:
            entries = _entries(archive)
            first = _place_files(entries, draft)
            if home.exists():
                home.rmdir()
            draft.rename(home)
            sync(settings.DATA)
            target.fill(_parts(first, entries))
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        if target.is_empty():  # else the database has made it, and needs them
            shutil.rmtree(home, ignore_errors=True)
        raise


def _entries(archive: tarfile.TarFile) -> Iterator[tuple[str, bytes]]:
    for entry in archive:
        content = archive.extractfile(entry)
        if content is None:
            raise Refused(DAMAGED)
        yield entry.name, content.read()


def _place_files(entries: Iterator[tuple[str, bytes]], draft: Path) -> bytes:
    """Write the files under `draft`; return the first part of the database, which follows them."""
    for name, content in entries:
        if name.startswith(DATABASE):
            for folder in (*draft.iterdir(), draft):
                sync(folder)
            return content
        place = name.removeprefix(FILES)
        if not PLACE.fullmatch(place):
            raise Refused(DAMAGED)
        path = draft / disk.path_of(place).relative_to(settings.DATA / "files")
        path.parent.mkdir(exist_ok=True, mode=0o700)
        disk.put(path, content)
    raise Refused(DAMAGED)


def _parts(first: bytes, entries: Iterator[tuple[str, bytes]]) -> Iterator[bytes]:
    yield first
    for _, content in entries:
        yield content


def _compared(header: Header, held: int, tell: Tell) -> Restored:
    """What verify says, and whether the counts are those of the header."""
    verified = verify_whole(tell)
    with connection.cursor() as cursor:
        there = contents_of(cursor)
    problems = list(verified["problems"])
    if (there.matters, there.events, there.newest) != (header.matters, header.events, header.newest):
        problems.append(
            f"恢复后有事项 {there.matters} 件、记录 {there.events} 步，备份上写的是 {header.matters} 件、"
            f"{header.events} 步，或最后一步的摘要不同。"
        )
    return Restored(not problems, there.matters, there.events, there.newest, held, problems)
