"""Ten backups and places that were tampered with: each refused for its own reason, nothing left behind."""

import base64
import json
from dataclasses import replace

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from fengdan.backup.header import DAMAGED, NOT_OURS, Header, header_of, read_header
from fengdan.backup.key import BackupKey, key_to_open
from fengdan.backup.make import backup
from fengdan.backup.sealed import CHUNK, OpeningReader, SealingWriter
from fengdan.rulebook.errors import Refused
from tests.backup.conftest import elsewhere


def sealed_start(path) -> int:
    """Where the header ends."""
    with path.open("rb") as source:
        return len(read_header(source)[1])


def flip(path, place):
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


def cut(path, there):
    path.write_bytes(path.read_bytes()[:-20])


def cut_in_half(path, there):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def lengthened(path, there):
    path.write_bytes(path.read_bytes() + b"\0")


def first_bit(path, there):
    flip(path, 0)


def bit_of_the_header(path, there):
    flip(path, sealed_start(path) // 2)


def bit_of_the_contents(path, there):
    flip(path, sealed_start(path) + 5000)


def last_bit(path, there):
    flip(path, path.stat().st_size - 1)


def rewritten(**changes):
    """The header changed on purpose, checksum and all."""

    def sabotage(path, there):
        start = sealed_start(path)
        path.write_bytes(replace(header_of(path), **changes).packed() + path.read_bytes()[start:])

    sabotage.__name__ = "_".join(changes)
    return sabotage


def counts_made_up(path, there):
    rewritten(events=99)(path, there)


def other_backup_key(path, there):
    place = path.with_name("other.key")
    place.write_text(base64.b64encode(bytes(31) + b"1").decode())
    there.environment["FENGDAN_BACKUP_KEY"] = str(place)


def no_backup_key(path, there):
    there.environment["FENGDAN_BACKUP_KEY"] = str(path.with_name("none.key"))


def other_vault_keys(path, there):
    stored = json.loads(there.keys.read_text())
    stored["index"] = stored["search"]
    there.keys.write_text(json.dumps(stored))


def no_vault_keys(path, there):
    there.keys.unlink()


OTHER = "postgresql" if connection.vendor == "sqlite" else "sqlite"
SABOTAGES = {
    cut: DAMAGED,
    cut_in_half: DAMAGED,
    lengthened: DAMAGED,
    first_bit: NOT_OURS,
    bit_of_the_header: DAMAGED,
    bit_of_the_contents: DAMAGED,
    last_bit: DAMAGED,
    counts_made_up: DAMAGED,
    rewritten(engine=OTHER): "请用 DATABASE_URL 指定同一种数据库",
    rewritten(county="621121"): "这份备份是区划 621121 的",
    rewritten(version="99.0.0"): "是更新版本的枫单（99.0.0）做的",
    rewritten(migrations={"matters": "9999_later"}): "请先升级枫单再恢复",
    other_backup_key: "备份密钥不对",
    no_backup_key: "找不到备份密钥文件",
    other_vault_keys: "不是这份备份的密钥",
    no_vault_keys: "找不到密钥文件",
}


def test_sabotaged_backups_are_refused_each_with_its_reason(one, room):
    """In one place, which stays empty; the last try shows that nothing but the sabotage was in the way."""
    whole = one.read_bytes()
    with elsewhere(room / "there") as there:
        environment, keys = dict(there.environment), there.keys.read_bytes()
        for sabotage, reason in SABOTAGES.items():
            one.write_bytes(whole)
            sabotage(one, there)
            code, said, complained = there.run_as_fork("restore", one)
            assert (code, said) == (1, ""), sabotage.__name__
            assert reason in complained, sabotage.__name__
            assert complained.count("\n") == 1
            assert there.holds() == [], sabotage.__name__
            assert there.keys.exists() == (sabotage is not no_vault_keys)
            there.environment.update(environment)
            there.keys.write_bytes(keys)
        one.write_bytes(whole)
        assert there.run("restore", one)[0] == 0


def test_neither_keys_nor_words_can_be_read_in_it(one):
    content = one.read_bytes()
    assert b"SQLite format" not in content
    assert b"PGDMP" not in content
    assert "天花板".encode() not in content
    assert key_to_open().secret not in content


def test_a_backup_is_never_overwritten(one):
    before = one.read_bytes()
    with pytest.raises(Refused, match="已经存在"):
        backup(one, timezone.now())
    assert one.read_bytes() == before


SECRET, SALT = BackupKey(bytes(32)).secret, "00" * 32


class Written(bytearray):
    def write(self, piece):
        self.extend(piece)


class Source:
    def __init__(self, content):
        self.content, self.place = content, 0

    def read(self, size):
        piece = bytes(self.content[self.place : self.place + size])
        self.place += size
        return piece


def sealed(plain):
    out = Written()
    writer = SealingWriter(out, SECRET, SALT, b"")
    for start in range(0, len(plain), 700_001):
        writer.write(plain[start : start + 700_001])
    writer.finish()
    return out


def opened(content, header=b""):
    reader = OpeningReader(Source(content), SECRET, SALT, header)
    return b"".join(iter(lambda: reader.read(300_000), b""))


@pytest.mark.parametrize("length", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 5])
def test_any_length_comes_back_and_no_end_is_missed(length):
    plain = bytes(range(256)) * (length // 256 + 1)
    plain = plain[:length]
    content = sealed(plain)
    assert opened(content) == plain
    step = CHUNK + 16
    for wrong in (content[:-1], content[: max(0, len(content) - step)], content + b"\0", content[:step] + content):
        with pytest.raises(Refused, match="已损坏"):
            opened(wrong)
    with pytest.raises(Refused, match="已损坏"):
        opened(content, b"another header")


HEADER = Header("0.1.0", "sqlite", 3, "621122", "2026-11-24T02:00:00+08:00", 1, 2, "ab", 0, 0, {}, "k", "m", SALT)
PACKED = HEADER.packed()


@settings(deadline=None)
@given(st.integers(0, len(PACKED) * 8 - 1))
def test_no_bit_of_the_header_can_be_flipped(place):
    content = bytearray(PACKED)
    content[place // 8] ^= 1 << place % 8
    with pytest.raises(Refused):
        read_header(Source(content))
    assert read_header(Source(PACKED)) == (HEADER, PACKED)
