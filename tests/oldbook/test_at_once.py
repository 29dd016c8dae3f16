"""A register taken over by two people at the same moment, or by one whose machine dies: nothing twice, nothing lost."""

import os

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from fengdan.files import disk
from fengdan.files.models import StoredFile
from fengdan.files.store import read
from fengdan.journal.models import Entry
from fengdan.matters.models import ImportedRow, Matter
from fengdan.matters.verify import verify
from fengdan.oldbook.bring_in import bring_in, keep_book
from fengdan.oldbook.check import check
from fengdan.rulebook.actor import OLD_BOOK
from fengdan.rulebook.errors import Refused
from tests.cast import MORNING, Walk
from tests.killing import killed_worker, rounds
from tests.matters.test_two_at_once import at_once
from tests.oldbook.book import book, line, lines

pytestmark = pytest.mark.usefixtures("committed_db")
KEPT = ("subject", "name", "kind", "size", "digest", "made_at", "made_by")
ROWS = 120  # some transactions' worth


@pytest.fixture(autouse=True)
def room(tmp_path, settings):
    settings.DATA = tmp_path
    return tmp_path


def keep(data, name="台账.xlsx"):
    return keep_book(data, name, actor=OLD_BOOK, at=MORNING)


def take(data, **also):
    checked = check(data, MORNING)
    return bring_in(checked, keep(data), actor=OLD_BOOK, at=MORNING, **also)


def came_in_once(rows):
    assert ImportedRow.objects.count() == Matter.objects.count() == rows
    assert sum(entry.facts["rows"] for entry in Entry.objects.filter(act="import")) == rows
    assert verify()["problems"] == []


def test_two_who_upload_the_same_register_keep_it_once():
    data, other = book(lines(3)), book(lines(4))
    kept = at_once(*[lambda: keep(data)] * 4, *[lambda: keep(other)] * 2)
    assert len({each.pk for each in kept[:4]}) == len({each.pk for each in kept[4:]}) == 1
    assert StoredFile.objects.filter(subject="old_book").count() == 2
    assert {disk.read(each.place) for each in StoredFile.objects.all()} == {data, other}


def test_two_who_take_over_the_same_register_share_its_rows():
    Walk().register()
    data = book(lines(ROWS))
    counts = at_once(*[lambda: take(data)] * 3)
    assert sum(counts) == ROWS
    assert StoredFile.objects.filter(subject="old_book").count() == 1
    Matter.objects.exclude(imported_row__isnull=False).get()
    assert ImportedRow.objects.count() == ROWS


def test_the_same_rows_in_two_files_and_in_another_order_come_in_once():
    rows = lines(ROWS)
    one, other = book(rows), book(rows[::-1])
    checked = [(check(data, MORNING), keep(data)) for data in (one, other)]
    counts = at_once(
        *(
            lambda checked=checked, kept=kept: bring_in(checked, kept, actor=OLD_BOOK, at=MORNING)
            for checked, kept in checked
        )
    )
    assert sum(counts) == ROWS
    came_in_once(ROWS)


def test_a_row_that_another_file_brought_in_meanwhile_with_other_words_is_named_and_not_passed_over():
    first, second = book([line(1), line(2)]), book([line(1), line(2, 事项经过="另一件事"), line(3)])
    checked = check(second, MORNING)
    take(first)
    with pytest.raises(Refused, match="第 3 行没有导入：这一号已经导入过，内容与上次不同"):
        bring_in(checked, keep(second), actor=OLD_BOOK, at=MORNING)
    came_in_once(2)


def test_killed_in_the_middle_and_run_again_every_row_is_there_once():
    data = book(lines(ROWS))

    def work(pipe):
        def tell(count, _of=0):
            os.write(pipe, f"{count}\n".encode())

        tell(0)
        checked = check(data, MORNING)
        kept = keep(data)
        tell(0)
        bring_in(checked, kept, actor=OLD_BOOK, at=MORNING, tell=tell)
        while True:  # the last kill may come late
            os.read(pipe, 1)

    acknowledged = 0
    for number in range(rounds(4, 40)):
        told = killed_worker(work, 1 + number % 3)
        acknowledged += int(told[-1])
        assert ImportedRow.objects.count() >= acknowledged
    before = ImportedRow.objects.count()
    assert take(data) == ROWS - before
    assert take(data) == 0
    came_in_once(ROWS)
    assert StoredFile.objects.filter(subject="old_book").count() == 1


def test_a_database_in_which_one_was_kept_twice_before_can_be_upgraded():
    """The rows that point at the second go on doing so, and the next upload finds the first."""
    data = book(lines(2))
    MigrationExecutor(connection).migrate([("files", "0002_xlsx")])
    first = keep(data)
    second = StoredFile.objects.create(**{name: getattr(first, name) for name in KEPT}, place=disk.write(data))
    bring_in(check(data, MORNING), second, actor=OLD_BOOK, at=MORNING)
    MigrationExecutor(connection).migrate([("files", "0003_register_kept_once")])
    assert take(data) == 0
    assert keep(data).pk == first.pk
    assert {row.file_id for row in ImportedRow.objects.all()} == {second.pk}
    assert read(StoredFile.objects.get(pk=second.pk)) == data
    came_in_once(2)
