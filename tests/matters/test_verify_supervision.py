"""What supervises a matter, edited by hand past the ledger: verify names it."""

from datetime import timedelta

import pytest
from django.db import connection

from fengdan.database import triggers
from fengdan.matters.actions.lead_personally import lead_personally
from fengdan.matters.actions.urge_by_hand import urge_by_hand
from fengdan.matters.models import Matter
from fengdan.matters.tick import tick
from fengdan.matters.verify import verify
from fengdan.people.models import User
from tests.cast import MORNING, Walk, actor
from tests.matters.columns import SUPERVISION_COLUMNS, edit_column
from tests.matters.edits import run
from tests.standing import stands
from tests.supervised import answered, away, issued, judged
from tests.units import BOUNDARY, LAND

pytestmark = pytest.mark.django_db


def _supervised() -> int:
    """Urged, led in person; an order nobody replied to, the next one issued, replied to and sent back. Guards down."""
    Walk().register()
    walk = Walk().register(BOUNDARY).accept().assign(LAND)
    user = User.objects.get(username="duty").pk
    by = {"actor": actor("director")}
    lead_personally(walk.matter, user=user, reason="牵涉人多", at=walk._tick(), **by)
    urge_by_hand(walk.matter, words="请接单", clock="take", at=walk._tick(), **by)
    tick(MORNING + timedelta(days=3))
    issued(walk.matter, MORNING + timedelta(days=3))
    later = MORNING + timedelta(days=15)
    tick(later)
    away("director", "duty", later)
    walk.matter = issued(walk.matter, later)
    walk.matter = judged(answered(walk.matter, later, by="dept"), later, accepted=False)
    assert verify()["problems"] == []
    triggers.drop_all(connection)
    return walk.matter.pk


stood = stands(_supervised)


@pytest.fixture
def supervised(stood) -> Matter:
    return Matter.objects.get(pk=stood)


@pytest.mark.parametrize("column", SUPERVISION_COLUMNS)
def test_no_column_of_what_supervises_is_edited_unnoticed(supervised, column):
    model, label = SUPERVISION_COLUMNS[column]
    row = model.objects.filter(matter=supervised).order_by("pk").last()
    edit_column(column, row)
    assert f"{label} {row.pk} 被改动" in verify()["problems"]


EDITS = {
    "reply made up": (
        "UPDATE matters_supervision SET status = 'replied' WHERE status = 'issued'",
        "督办与办理记录不符",
    ),
    "order gone": ("DELETE FROM matters_supervision WHERE status = 'issued'", "督办 {last} 不见了"),
    "clock stopped": (
        "UPDATE matters_clock SET stopped_at = started_at WHERE name = 'supervision' AND stopped_at IS NULL",
        "时限 supervision 与办理记录不符",
    ),
}


@pytest.mark.parametrize("edit", EDITS)
def test_what_was_issued_and_is_edited_by_hand_is_named(supervised, edit):
    change, problem = EDITS[edit]
    last = supervised.supervisions.latest("id").pk
    run(change)
    assert any(problem.format(last=last) in each for each in verify()["problems"])
