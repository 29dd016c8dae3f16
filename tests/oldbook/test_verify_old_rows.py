"""The row a matter was taken over from, edited by hand past the ledger: verify names it."""

import pytest
from django.db import connection

from fengdan.database import triggers
from fengdan.files.models import StoredFile
from fengdan.matters.models import ImportedRow
from fengdan.matters.verify import verify
from fengdan.oldbook.bring_in import keep_book
from fengdan.rulebook.actor import OLD_BOOK
from tests.cast import MORNING, Walk
from tests.matters.columns import OLD_BOOK_COLUMNS, edit_column
from tests.matters.edits import run
from tests.oldbook.book import book, line
from tests.oldbook.test_import import take

pytestmark = pytest.mark.django_db


@pytest.fixture
def old() -> ImportedRow:
    """One that ended, beside a matter of today's and another register. Guards down."""
    Walk().register()
    take(book([line(1)]))
    keep_book(b"another", "b.xlsx", actor=OLD_BOOK, at=MORNING)
    assert StoredFile.objects.count() == 2
    assert verify()["problems"] == []
    triggers.drop_all(connection)
    return ImportedRow.objects.get()


@pytest.mark.parametrize("column", [name for name in OLD_BOOK_COLUMNS if not name.endswith("matter_id")])
def test_no_column_of_an_old_row_is_edited_unnoticed(old, column):
    edit_column(column, old)
    assert f"原台账 {old.pk} 被改动" in verify()["problems"]


def test_a_row_given_to_another_matter_is_named(old):
    run("UPDATE matters_importedrow SET matter_id = (SELECT max(id) FROM matters_matter)")
    assert f"原台账 {old.pk} 被改动" in verify()["problems"]
