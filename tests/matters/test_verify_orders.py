"""Orders, their choices and answers, edited by hand past the ledger: verify names it."""

import pytest
from django.db import connection

from fengdan.database import triggers
from fengdan.matters.models import Matter
from fengdan.matters.verify import verify
from tests.matters.columns import ORDER_COLUMNS, edit_column
from tests.matters.edits import run
from tests.ordering import JIANG, SHEN, WEI, OrderWalk, ordered
from tests.standing import stands

pytestmark = pytest.mark.django_db


def _ordered() -> int:
    """Another matter first; then one turned round, with two on the other side of whom one has agreed. Guards down."""
    OrderWalk().register()
    walk = ordered(WEI, others=2, words="周三。").answer("others", mediators=(JIANG, SHEN))
    walk.answer("agree", rank=2, side="applicant")
    walk.accept().assign(order_reason="先办起来。")
    walk.order(WEI, JIANG).answer("agree", rank=2, n=1)
    assert verify()["problems"] == []
    triggers.drop_all(connection)
    return walk.matter.pk


stood = stands(_ordered)


@pytest.fixture
def matter(stood) -> Matter:
    return Matter.objects.get(pk=stood)


@pytest.mark.parametrize("column", ORDER_COLUMNS)
def test_no_column_of_an_order_is_edited_unnoticed(matter, column):
    model, label = ORDER_COLUMNS[column]
    own = {"matter": matter} if column.startswith("matters_order.") else {"order__matter": matter}
    row = model.objects.filter(**own).order_by("pk").last()
    edit_column(column, row)
    assert f"{label} {row.pk} 被改动" in verify()["problems"]


EDITS = {
    "decided for them": ("UPDATE matters_order SET status = 'agreed' WHERE status = 'open'", "点单与办理记录不符"),
    "answer gone": ("DELETE FROM matters_orderanswer WHERE id = (SELECT max(id) FROM matters_orderanswer)", "不见了"),
    "no clock": (
        "UPDATE matters_clock SET stopped_at = started_at WHERE name = 'order' AND stopped_at IS NULL",
        "时限 order 与办理记录不符",
    ),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_order_edited_by_hand_is_named(matter, edit):
    change, problem = EDITS[edit]
    run(change)
    assert any(problem in each for each in verify()["problems"])
