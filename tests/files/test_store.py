"""Kept whole, encrypted, and before its row."""

import os
import stat
from pathlib import Path

import pytest
from django.db import connection, transaction

from fengdan.files import disk, store
from fengdan.files.models import StoredFile
from fengdan.files.verify import problems
from fengdan.rulebook.errors import Refused
from tests.files.make import AT, CANARY, PDF, SUBJECT, jpeg, kept, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]


def contents(shelf: Path) -> list[Path]:
    return [path for path in shelf.rglob("*") if path.is_file()]


def test_what_goes_in_comes_out(crypto):
    row = StoredFile.objects.get(pk=kept(PDF, "../证据.pdf").pk)
    assert store.read(row) == PDF
    assert (row.subject, row.name, row.kind, row.size) == (SUBJECT, "证据.pdf", "application/pdf", len(PDF))
    assert (row.made_at, row.made_by) == (AT, "demo-town")
    assert row.digest == disk.digest(PDF)
    assert list(problems()) == []


def test_digest_is_sm3():
    assert disk.digest(b"abc") == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"  # GB/T 32905


def test_photo_is_kept_as_it_was_encoded_anew():
    row = kept(jpeg(comment=b"canary"), "墙.jpg")
    assert row.kind == "image/jpeg"
    assert b"canary" not in store.read(row)
    assert row.size == len(store.read(row))


def test_refused_file_leaves_nothing(shelf):
    with pytest.raises(Refused, match="附件只收"):
        kept(b"<html>")
    assert contents(shelf) == []
    assert not StoredFile.objects.exists()


def test_nothing_readable_lies_on_the_disk(crypto, shelf):
    kept(PDF, f"{CANARY}.pdf")
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM files_storedfile")
        (name,) = cursor.fetchone()
    (path,) = contents(shelf)
    lying = path.read_bytes() + str(path).encode() + name.encode()
    plain = PDF + CANARY.encode()
    for canary in (CANARY.encode(), CANARY.encode("gbk"), b"%PDF-", b"%%EOF"):
        assert canary not in lying
    assert CANARY.encode() in plain  # else the look would find nothing anywhere
    assert path.read_bytes().startswith(b"k1:a:" if crypto == "aes" else b"k1:s:")


def test_only_the_service_account_reads_it(shelf):
    row = kept()
    (path,) = contents(shelf)
    assert path == shelf / "files" / row.place[:2] / row.place
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_files_written_under_the_other_cipher_stay_readable(settings):
    settings.CRYPTO = "sm4"
    old = kept()
    settings.CRYPTO = "aes"
    assert store.read(old) == PDF


def test_content_is_on_the_disk_before_its_row(shelf, monkeypatch):
    seen, real = [], os.fsync

    def sync(descriptor):
        folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        whole = disk.read(contents(shelf)[0].name) == PDF
        seen.append((Path(f"/proc/self/fd/{descriptor}").readlink().name if folder else "file", whole))
        real(descriptor)

    def told(execute, sql, params, many, context):
        seen.append((sql.split()[0], True))
        return execute(sql, params, many, context)

    monkeypatch.setattr(disk.os, "fsync", sync)
    with connection.execute_wrapper(told):
        row = kept()
    steps = ["file", row.place[:2], "files", shelf.name, "INSERT"]
    assert [step for step in seen if step[0] not in {"SAVEPOINT", "RELEASE"}] == [(step, True) for step in steps]


def test_full_disk_leaves_neither_row_nor_part_of_a_file(shelf, monkeypatch):
    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        kept()
    assert contents(shelf) == []
    assert not StoredFile.objects.exists()


def test_rolled_back_row_leaves_a_file_that_harms_nobody(shelf):
    checked = store.check(upload(PDF, "证据.pdf"))
    with transaction.atomic():
        store.keep(checked, SUBJECT, "demo-town", AT)
        transaction.set_rollback(True)
    assert not StoredFile.objects.exists()
    assert len(contents(shelf)) == 1
    assert list(problems()) == []
