"""Tasks and plans edited by hand past the ledger: verify names it."""

import pytest
from django.db import IntegrityError, connection, transaction

from fengdan.database import triggers
from fengdan.files.check import Checked
from fengdan.matters.actions.add_task import NewTask, add_task
from fengdan.matters.actions.do_task import do_task
from fengdan.matters.actions.prepare import Plan, prepare
from fengdan.matters.models import Task
from fengdan.matters.verify import verify
from tests.cast import Walk, actor, mediator_code
from tests.matters.columns import TASK_COLUMNS, edit_column
from tests.matters.edits import run
from tests.needing import workday_after
from tests.standing import stands

pytestmark = pytest.mark.django_db
PDF = Checked("现场.pdf", "application/pdf", b"%PDF-1.4 %%EOF")


def _busy() -> int:
    """Another matter's tasks; in this one two came along, and one was added in person and done with a file."""
    Walk().register().accept().assign()
    walk = Walk().to_underway()
    by = {"actor": actor("mediator")}
    task = NewTask("到现场拍照", workday_after(walk.at), mediator_code("mediator"))
    walk.matter = add_task(walk.matter, task=task, at=walk._tick(), **by)
    row = walk.matter.tasks.latest("id")
    walk.matter = do_task(walk.matter, task=row.pk, evidence="拍了", attachment=PDF, at=walk._tick(), **by)
    plan = Plan("先单独谈。", "分开坐。", "村支书", "哪天漏的？")
    walk.matter = prepare(walk.matter, plan=plan, at=walk._tick(), **by)
    assert verify()["problems"] == []
    triggers.drop_all(connection)
    return row.pk


stood = stands(_busy)


@pytest.fixture
def done(stood) -> Task:
    return Task.objects.get(pk=stood)


@pytest.mark.parametrize("column", TASK_COLUMNS)
def test_no_column_of_a_task_or_a_plan_is_edited_unnoticed(done, column):
    model, label = TASK_COLUMNS[column]
    row = done if model is Task else done.matter.preparations.get()
    edit_column(column, row)
    assert f"{label} {row.pk} 被改动" in verify()["problems"]


EDITS = {
    "open again": "UPDATE matters_task SET status = 'open', closed_at = NULL WHERE id = {done}",
    "an open one closed": "UPDATE matters_task SET status = 'done', closed_at = set_at WHERE status = 'open'",
    "an open one gone": "DELETE FROM matters_task WHERE status = 'open'",
}


@pytest.mark.parametrize("edit", EDITS)
def test_a_task_opened_closed_or_taken_away_by_hand_is_named(done, edit):
    run(EDITS[edit].format(done=done.pk))
    assert [sentence for sentence in verify()["problems"] if "没办的任务与办理记录不符" in sentence] != []


def test_closed_means_since_when(done):
    with pytest.raises(IntegrityError, match="task_closed"), transaction.atomic():
        run(f"UPDATE matters_task SET closed_at = NULL WHERE id = {done.pk}")
