"""Needs edited by hand past the ledger: verify names it."""

import pytest
from django.db import IntegrityError, connection, transaction

from fengdan.database import triggers
from fengdan.matters.models import Need
from fengdan.matters.verify import verify
from tests.cast import Walk
from tests.matters.columns import NEED_COLUMNS, edit_column
from tests.matters.edits import run
from tests.needing import planned, told, wanted
from tests.standing import stands

pytestmark = pytest.mark.django_db


def _in_need() -> int:
    """One that waits; and in another matter one that was planned twice and answered. Guards down."""
    other = Walk().register()
    wanted(other.matter, other._tick())
    walk = Walk().to_underway()
    wanted(walk.matter, walk._tick(), party=walk.parties()[0].pk)
    for _ in range(2):
        planned(walk.matter, walk._tick())
    told(walk.matter, walk._tick())
    assert verify()["problems"] == []
    triggers.drop_all(connection)
    return walk.matter.pk


stood = stands(_in_need)


@pytest.fixture
def answered(stood) -> Need:
    return Need.objects.get(matter=stood)


@pytest.mark.parametrize("column", NEED_COLUMNS)
def test_no_column_of_a_need_is_edited_unnoticed(answered, column):
    model, label = NEED_COLUMNS[column]
    row = answered if model is Need else answered.plans.first()
    edit_column(column, row)
    assert f"{label} {row.pk} 被改动" in verify()["problems"]


EDITS = {
    "answer taken back": (
        "UPDATE matters_need SET status = 'planned', exit = '', how = '', answered_at = NULL WHERE id = {need}",
        "待答复的需求与办理记录不符",
    ),
    "need that waits gone": ("DELETE FROM matters_need WHERE id = {waits}", "待安排需求 {waits} 不见了"),
    "its limit stopped": (
        "UPDATE matters_clock SET stopped_at = started_at WHERE name = 'need'",
        "时限 need 与办理记录不符",
    ),
    "plan gone": ("DELETE FROM matters_needplan WHERE id = {plan}", "需求的安排 {plan} 不见了"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_a_need_edited_by_hand_is_named(answered, edit):
    change, says = EDITS[edit]
    waits = Need.objects.get(status="waiting")
    names = {"need": answered.pk, "waits": waits.pk, "plan": answered.plans.first().pk}
    run(change.format(**names))
    assert [sentence for sentence in verify()["problems"] if says.format(**names) in sentence] != []


@pytest.mark.parametrize(
    ("change", "held"),
    [
        ("UPDATE matters_need SET status = 'waiting' WHERE status = 'answered'", "need_answered"),
        ("UPDATE matters_need SET exit = '' WHERE status = 'answered'", "need_answered"),
        ("UPDATE matters_need SET exit = 'served' WHERE status = 'waiting'", "need_answered"),
    ],
)
def test_answered_with_an_answer_and_not_without(answered, change, held):
    with pytest.raises(IntegrityError, match=held), transaction.atomic():
        run(change)
