"""What units did, and somebody who may write the file directly: `verify` names what they touched."""

import pytest
from django.db import connection

from fengdan.database import triggers
from fengdan.matters.actions.report import Outcome
from fengdan.matters.models import Conference, Matter, Objection, OralAgreement
from fengdan.matters.verify import verify
from tests.matters.columns import UNIT_COLUMNS, edit_column
from tests.matters.edits import run
from tests.standing import stands
from tests.units import LAND, PHOTO, TOWN, WATER, UnitWalk, conferring, given_to

pytestmark = pytest.mark.django_db


def _handled() -> list[Matter]:
    """One matter that a village settled, one that climbed, was returned, ruled on and answered twice; one returned
    once, one twice and decided on, one sent down and objected to; guards down.
    """
    settled = UnitWalk().report(Outcome.SETTLED)
    climbed = UnitWalk().report().hand_up().sign_for().hand_up()
    climbed.give(WATER, supporting=["dept-agriculture"]).return_it(LAND).rule(LAND).sign_for()
    climbed.reply().send_back().reply(PHOTO).approve().answered()
    other = UnitWalk().report().hand_up().sign_for().hand_up().give(WATER).return_it(LAND)
    below = given_to(TOWN).object_to_it().hear_it(upheld=False)
    made = [settled.matter, climbed.matter, other.matter, conferring().decide().matter, below.matter]
    told = verify()
    assert (told["problems"], told["matters"]) == ([], 5)
    triggers.drop_all(connection)
    return made


handled = stands(_handled)


@pytest.mark.parametrize("column", UNIT_COLUMNS)
def test_no_column_of_what_units_did_is_edited_unnoticed(handled, column):
    model, label = UNIT_COLUMNS[column]
    which = {OralAgreement: 0, Conference: 3, Objection: 4}.get(model, 1)
    row = model.objects.filter(matter=handled[which]).order_by("pk").last()
    edit_column(column, row)
    assert f"{label} {row.pk} 被改动" in verify()["problems"]


UNIT_EDITS = {
    "support that was over goes on": ("UPDATE matters_supporting SET ended_at = NULL", "配合单位与办理记录不符"),
    "return closed by hand": (
        "UPDATE matters_unitreturn SET closed_at = returned_at WHERE closed_at IS NULL",
        "待裁定的退回与办理记录不符",
    ),
    "left out of a 会商": (
        f"DELETE FROM matters_conferencemember WHERE unit_id = '{WATER}'",
        "参加会商的单位与办理记录不符",
    ),
    "decision forgotten": ("UPDATE matters_conference SET decided_id = NULL", "会商裁定与办理记录不符"),
    "会商 open again": (
        "UPDATE matters_conference SET closed_at = NULL",
        "职责争议会商的牵头单位与办理记录不符",
    ),
    "oral agreement gone": ("DELETE FROM matters_oralagreement", "口头协议与办理记录不符"),
    "number of an oral agreement wound up": (
        "UPDATE matters_counter SET last = 7 WHERE series = 'oral:village-621122100201:2026'",
        "第 2 号到第 7 号缺失",
    ),
    "level of a matter changed": ("UPDATE matters_matter SET tier = 1", "五级办理在哪一级与办理记录不符"),
    "objection undone": ("UPDATE matters_assignment SET objection = 'may'", "对下派的异议与办理记录不符"),
    "last answer gone": (
        "DELETE FROM matters_reply WHERE id = (SELECT max(id) FROM matters_reply)",
        "责任单位答复与办理记录不符",
    ),
}


@pytest.mark.parametrize("edit", UNIT_EDITS)
def test_what_units_did_edited_by_hand_is_named(handled, edit):
    change, says = UNIT_EDITS[edit]
    run(change)
    assert [sentence for sentence in verify()["problems"] if says in sentence] != []
