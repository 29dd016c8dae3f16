"""The beginning of a backup, in plain: what it is, so that it can be judged before it is opened."""

import hashlib
import json
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from fengdan.rulebook.errors import Refused

MAGIC = b"FENGDAN-BACKUP 1\n"
LENGTH_BYTES = 4
CHECKSUM_BYTES = 32
LONGEST = 1 << 20
DAMAGED = "备份文件已损坏（内容被截断或改动），不能恢复。请换一份备份。"
NOT_OURS = "这不是枫单的备份文件，或者文件开头已经损坏，不能恢复。"


@dataclass(frozen=True)
class Header:
    """`moment` is ISO; `migrations` the newest of each app; `newest` the hash of the newest event, empty without any.

    `key` is the mark of the backup key, `keycheck` the database's mark of the vault's keys, `salt` hex; `engine` is
    sqlite or postgresql, `engine_version` its major version. `missing` are uploads whose content was not on the disk.
    """

    version: str
    engine: str
    engine_version: int
    county: str
    moment: str
    matters: int
    events: int
    newest: str
    files: int
    missing: int
    migrations: dict[str, str]
    keycheck: str
    key: str
    salt: str

    @property
    def made_at(self) -> datetime:
        return datetime.fromisoformat(self.moment)

    def packed(self) -> bytes:
        """The bytes as written: what it is, its length, the header, a checksum of all three."""
        text = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True).encode()
        whole = MAGIC + len(text).to_bytes(LENGTH_BYTES, "big") + text
        return whole + hashlib.sha256(whole).digest()


def read_header(source: BinaryIO) -> tuple[Header, bytes]:
    """The header at the beginning of an open backup, and its bytes. Raises Refused."""
    start = source.read(len(MAGIC))
    if start != MAGIC:
        raise Refused(NOT_OURS)
    size = source.read(LENGTH_BYTES)
    length = int.from_bytes(size, "big")
    if length > LONGEST:
        raise Refused(DAMAGED)
    text, checksum = source.read(length), source.read(CHECKSUM_BYTES)
    whole = start + size + text
    if len(text) != length or hashlib.sha256(whole).digest() != checksum:
        raise Refused(DAMAGED)
    return _parsed(text), whole + checksum


def _parsed(text: bytes) -> Header:
    """A checksum that is right says only that nothing was changed by accident."""
    try:
        header = Header(**{field.name: json.loads(text)[field.name] for field in fields(Header)})
        moment = header.made_at
    except (ValueError, KeyError, TypeError) as fault:
        raise Refused(DAMAGED) from fault
    if moment.tzinfo is None:
        raise Refused(DAMAGED)
    return header


def header_of(path: Path) -> Header:
    """Read the header of a backup. Raises Refused, also when there is no such file."""
    try:
        with path.open("rb") as source:
            return read_header(source)[0]
    except OSError as fault:
        raise Refused(f"备份文件 {path} 打不开：没有这个文件，或者没有权限读。") from fault
