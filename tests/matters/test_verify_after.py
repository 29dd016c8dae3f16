"""What comes after the end, edited by hand past the ledger: verify names it."""

import pytest
from django.db import connection

from fengdan.database import triggers
from fengdan.matters.actions.follow_up import Asked, follow_up
from fengdan.matters.models import Matter, Performance
from fengdan.matters.verify import verify
from tests.cast import Walk, actor
from tests.matters.columns import AFTER_COLUMNS, edit_column
from tests.matters.edits import run
from tests.standing import stands

pytestmark = pytest.mark.django_db


def _paid() -> int:
    """Settled, paid in part, asked about, rated low and seen to, beside a matter nobody touches; guards down."""
    Walk().register()
    walk = Walk().to_settled().owe(300_00).owe().perform("part", 200_00)
    at = walk._tick()
    said = {"performed": True, "satisfied": True, "words": "付了一半。"}
    asked = Asked(walk.parties()[0].pk, "telephone", at, reached=True, **said)
    walk.matter = follow_up(walk.matter, asked=asked, actor=actor("followup"), at=at)
    walk.rate(2).handle_rating()
    assert verify()["problems"] == []
    triggers.drop_all(connection)
    return walk.matter.pk


stood = stands(_paid)


@pytest.fixture
def paid(stood) -> Matter:
    return Matter.objects.get(pk=stood)


@pytest.mark.parametrize("column", AFTER_COLUMNS)
def test_no_column_of_what_came_after_is_edited_unnoticed(paid, column):
    model, label = AFTER_COLUMNS[column]
    of_matter = "obligation__matter" if model is Performance else "matter"
    row = model.objects.filter(**{of_matter: paid.pk}).order_by("pk").last()
    edit_column(column, row)
    assert f"{label} {row.pk} 被改动" in verify()["problems"]


EDITS = {
    "a debt settled by hand": ("UPDATE matters_obligation SET status = 'performed'", "没有履行完的事项与办理记录不符"),
    "a debt gone": ("DELETE FROM matters_obligation WHERE paid = 0", "没有履行完的事项与办理记录不符"),
    "an attempt gone": ("DELETE FROM matters_followup", "回访次数与办理记录不符"),
    "an attempt that reached nobody after all": (
        "UPDATE matters_followup SET reached = FALSE",
        "是否回访到与办理记录不符",
    ),
    "a bad word gone": ("DELETE FROM matters_rating", "已经评价的当事人与办理记录不符"),
    "a bad word not seen to": ("UPDATE matters_rating SET handled_at = NULL", "待处理的低分评价与办理记录不符"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_what_came_after_edited_by_hand_is_named(paid, edit):
    change, says = EDITS[edit]
    run(change)
    assert [sentence for sentence in verify()["problems"] if says in sentence] != []
