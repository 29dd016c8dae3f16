"""Writing to a disk that may be full, and one at a time."""

import errno
import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from fengdan.rulebook.errors import Refused

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
NO_ROOM = "磁盘空间不足，%s没有完成，没有留下半个文件，现有数据没有变动。请腾出空间后再试。"
OUT_OF_ORDER = {
    "database or disk is full": NO_ROOM,
    "disk I/O error": NO_ROOM.replace("磁盘空间不足", "磁盘空间不足或者磁盘有故障"),
}
UNWRITABLE = "%s没有完成，磁盘上的文件读写不了：%s。现有数据没有变动。"


@contextmanager
def faults_of(what: str) -> Iterator[None]:
    """Turn what a disk can do to us during `what` into Refused."""
    try:
        yield
    except OSError as fault:
        if fault.errno in FULL:
            raise Refused(NO_ROOM % what) from fault
        raise Refused(UNWRITABLE % (what, os.strerror(fault.errno) if fault.errno else "原因不明")) from fault
    except sqlite3.Error as fault:  # its backup call tells the message, not the code
        sentence = OUT_OF_ORDER.get(str(fault))
        raise Refused(sentence % what if sentence else UNWRITABLE % (what, fault)) from fault


@contextmanager
def one_at_a_time(what: str) -> Iterator[None]:
    """Hold this system's only place for `what`. Raises Refused while another process or thread holds it."""
    settings.DATA.mkdir(parents=True, exist_ok=True)
    with (settings.DATA / f"{what}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as fault:
            raise Refused("另一次备份或恢复正在进行，请等它结束后再试。") from fault
        yield


@contextmanager
def published(path: Path) -> Iterator[BinaryIO]:
    """A file to write that appears at `path` only when it is whole and on the disk.

    Raises Refused when something is there already. What a killed process left of the same name is swept away.
    """
    taken = Refused(f"{path} 已经存在。备份不覆盖原有文件，请换一个文件名。")
    if os.path.lexists(path):
        raise taken
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        if os.path.lexists(path):
            raise taken
        part.rename(path)
        sync(path.parent)
    finally:
        part.unlink(missing_ok=True)


def sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
