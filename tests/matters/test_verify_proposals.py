"""What goes with an assignment, edited by hand past the ledger: verify names it."""

import pytest
from django.db import connection

from fengdan.database import triggers
from fengdan.matters.actions.reassign import reassign
from fengdan.matters.models import Matter
from fengdan.matters.targets import Wishes
from fengdan.matters.verify import verify
from tests.cast import actor
from tests.matters.columns import DISPATCH_COLUMNS, edit_column
from tests.matters.edits import run
from tests.matters.watch import brought_to
from tests.standing import stands
from tests.units import WATER, given_to

pytestmark = pytest.mark.django_db
WISHES = Wishes(needs=["home"], time="晚上", place="家里", mediator="m0602")


def _given() -> int:
    """Given to one team, then to another with wishes. Guards down."""
    given_to(WATER)
    walk = brought_to("assigned")
    told = {"reason": "忙", "wishes": WISHES, "actor": actor("dispatcher"), "at": walk._tick()}
    walk.matter = reassign(walk.matter, unit="team-06", **told)
    assert verify()["problems"] == []
    triggers.drop_all(connection)
    return walk.matter.pk


stood = stands(_given)


@pytest.fixture
def given(stood) -> Matter:
    return Matter.objects.get(pk=stood)


@pytest.mark.parametrize("column", DISPATCH_COLUMNS)
def test_no_column_of_a_proposal_or_a_wish_is_edited_unnoticed(given, column):
    model, label = DISPATCH_COLUMNS[column]
    row = model.objects.filter(matter=given).order_by("pk").last()
    edit_column(column, row)
    assert f"{label} {row.pk} 被改动" in verify()["problems"]


@pytest.mark.parametrize(("table", "label"), [("proposal", "派单建议"), ("wish", "派单要求")])
def test_none_is_taken_away_unnoticed(given, table, label):
    row = DISPATCH_COLUMNS[f"matters_{table}.assignment_id"][0].objects.filter(matter=given).latest("pk").pk
    run(f"DELETE FROM matters_{table} WHERE id = {row}")
    assert f"{label} {row} 不见了" in verify()["problems"]
