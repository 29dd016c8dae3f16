"""Each way a kept file can be spoilt is named, and refused to a reader."""

import pytest
from django.db import connection

from fengdan.files import disk, store
from fengdan.files.models import StoredFile
from fengdan.files.verify import problems
from fengdan.vault.cipher import encrypt_bytes
from tests.files.make import PDF, kept

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf", "crypto")]


def lose(row):
    disk.path_of(row.place).unlink()


def turn_a_bit(row):
    path = disk.path_of(row.place)
    stored = bytearray(path.read_bytes())
    stored[len(stored) // 2] ^= 1
    path.write_bytes(stored)


def cut(row):
    path = disk.path_of(row.place)
    path.write_bytes(path.read_bytes()[:-1])


def empty(row):
    disk.path_of(row.place).write_bytes(b"")


def swap(row):
    disk.path_of(kept(PDF + b"\n", "他人.pdf").place).replace(disk.path_of(row.place))


def forge(row):
    """By somebody who has the key."""
    forged = encrypt_bytes(PDF.replace(b"1.7", b"1.4"), f"files/{row.place}")
    disk.path_of(row.place).write_bytes(forged)


def change_digest(row):
    StoredFile.objects.filter(pk=row.pk).update(digest="0" * 64)


def change_size(row):
    StoredFile.objects.filter(pk=row.pk).update(size=1)


def put_a_folder_there(row):
    lose(row)
    disk.path_of(row.place).mkdir()


SPOILT = [
    (lose, "的文件不见了"),
    (turn_a_bit, "的文件无法解密"),
    (cut, "的文件无法解密"),
    (empty, "的文件无法解密"),
    (swap, "的文件无法解密"),
    (forge, "的内容与登记的摘要不符"),
    (change_digest, "的内容与登记的摘要不符"),
    (change_size, "的内容与登记的摘要不符"),
    (put_a_folder_there, "的文件读不出来"),
]


@pytest.mark.parametrize(("spoil", "sentence"), SPOILT)
def test_spoilt_file_is_named_and_not_handed_out(spoil, sentence):
    row, sound = kept(), kept()
    assert list(problems()) == []
    spoil(row)
    row.refresh_from_db()
    wanted = f"附件 {row.pk} {sentence}"
    assert wanted in list(problems())
    assert not [problem for problem in problems() if f"附件 {sound.pk} " in problem]
    with pytest.raises(store.Damaged) as damaged:
        store.read(row)
    assert damaged.value.reason == wanted


def test_garbled_name_is_named_and_stops_nothing():
    row, lost = kept(), kept()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE files_storedfile SET name = 'k1:a:AAAA' WHERE id = %s", [row.pk])
    lose(lost)
    assert list(problems()) == [f"附件 {row.pk} 的文件名无法解密", f"附件 {lost.pk} 的文件不见了"]
