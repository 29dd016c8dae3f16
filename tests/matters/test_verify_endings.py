"""What the short ends and further rounds wrote, edited by hand past the ledger: `verify` names each."""

import pytest
from django.db import connection

from fengdan.database import triggers
from fengdan.matters.models import Matter, Merger, PastRound
from fengdan.matters.verify import verify
from tests.cast import Walk
from tests.endings import Ending
from tests.matters.columns import ENDING_COLUMNS, edit_column
from tests.matters.edits import run
from tests.standing import stands

pytestmark = pytest.mark.django_db


def _ended() -> None:
    """Guided; sent on and signed for; merged and parted again; one before and one after them. The guards are down."""
    into = Walk().register()
    Ending().register().guide()
    Ending().register().transfer().receipt()
    Ending().register().merge(into.matter.code).reopen()
    Walk().register()
    told = verify()
    assert (told["problems"], told["matters"]) == ([], 5)
    triggers.drop_all(connection)


ended = stands(_ended)


@pytest.mark.parametrize("column", ENDING_COLUMNS)
def test_no_column_of_how_a_matter_ended_is_edited_unnoticed(ended, column):
    model, label = ENDING_COLUMNS[column]
    row = model.objects.get()
    edit_column(column, row)
    assert f"{label} {row.pk} 被改动" in verify()["problems"]


EDITS = {
    "receipt taken away": ("UPDATE matters_transfer SET receipt_on = NULL", "等待的回执与办理记录不符"),
    "guidance gone": ("DELETE FROM matters_guidance", "引导告知单 {guidance} 不见了"),
    "merger gone": ("DELETE FROM matters_merger", "并案 {merger} 不见了"),
    "parted matters joined": ("UPDATE matters_merger SET undone_at = NULL", "并案 {merger} 被改动"),
    "past round gone": ("DELETE FROM matters_pastround", "前一轮 {past} 不见了"),
    "round turned back": ("UPDATE matters_matter SET round = 1 WHERE round = 2", "第几轮与办理记录不符"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_how_a_matter_ended_edited_by_hand_is_named(ended, edit):
    change, says = EDITS[edit]
    guided = Matter.objects.get(conclusion="guided").guidances.get()
    keys = {"guidance": guided.pk, "merger": Merger.objects.get().pk, "past": PastRound.objects.get().pk}
    run(change)
    assert [sentence for sentence in verify()["problems"] if says.format(**keys) in sentence] != []


@pytest.fixture
def twice() -> Matter:
    """Settled, archived, taken up again, settled and archived once more. The guards are down."""
    walk = Ending().to_settled().archive().reopen()
    walk.assign().take().everybody_willing().session().agree().sign().conclude().archive()
    assert verify()["problems"] == []
    triggers.drop_all(connection)
    return walk.matter


ROUNDS = {
    "agreement": "协议及签字盖章与办理记录不符",
    "session": "调解会次数与办理记录不符",
    "followup": "回访次数与办理记录不符",
    "casefile": "卷宗与办理记录不符",
}


@pytest.mark.parametrize("table", ROUNDS)
def test_a_paper_put_into_another_round_is_named(twice, table):
    run(f"UPDATE matters_{table} SET round = 3 WHERE round = 2")
    assert [sentence for sentence in verify()["problems"] if ROUNDS[table] in sentence] != []


def test_the_closed_file_of_the_first_round_put_into_another_is_named(twice):
    run("UPDATE matters_casefile SET round = 3 WHERE round = 1")
    assert f"{twice.code}：卷宗与办理记录不符" in verify()["problems"]
