"""Who helps, what danger was reported and what is kept quiet, edited by hand past the ledger: verify names it."""

import pytest
from django.db import IntegrityError, connection, transaction

from fengdan.database import triggers
from fengdan.matters.actions.alarm import Danger, alarm
from fengdan.matters.actions.ask_lower_risk import ask_lower_risk
from fengdan.matters.actions.ask_override import ask_override
from fengdan.matters.actions.challenge_mediator import challenge_mediator
from fengdan.matters.actions.change_mediator import change_mediator
from fengdan.matters.actions.declare_conflict import declare_conflict
from fengdan.matters.actions.handle_risk import handle_risk
from fengdan.matters.actions.invite import invite
from fengdan.matters.actions.lower_risk import lower_risk
from fengdan.matters.actions.protect import protect
from fengdan.matters.actions.raise_risk import raise_risk
from fengdan.matters.models import Matter
from fengdan.matters.verify import verify
from tests.cast import Walk, actor, mediator_code
from tests.matters.columns import PEOPLE_COLUMNS, edit_column
from tests.matters.edits import run
from tests.standing import stands

pytestmark = pytest.mark.django_db


def _dangerous() -> int:
    """Several mediate, an uncle helps; raised, lowered, an alarm, a lowering that waits; protected. Guards down."""
    Walk().register()
    walk = Walk().to_underway()
    by = {"actor": actor("leader")}
    chosen = {"mediator": mediator_code("leader"), "assistants": [mediator_code("mediator")], "no_conflict": True}
    walk.matter = change_mediator(walk.matter, **chosen, reason="案情复杂", at=walk._tick(), **by)
    walk.matter = invite(walk.matter, name="王测三", capacity="relative", all_agree=True, at=walk._tick(), **by)
    walk.matter = raise_risk(walk.matter, risk="orange", reason="扬言", at=walk._tick(), **by)
    walk.matter = ask_lower_risk(walk.matter, risk="yellow", reason="缓和", at=walk._tick(), **by)
    walk.matter = lower_risk(walk.matter, approved=True, comment="同意", actor=actor("duty"), at=walk._tick())
    done = {"words": "派人陪同", "handled_at": walk.at}
    walk.matter = handle_risk(walk.matter, **done, at=walk._tick(), **by)
    seen = {"noticed_at": walk.at, "told": "110", "told_at": walk.at, "measures": "分开双方"}
    walk.matter = alarm(walk.matter, report=Danger("domestic", **seen), at=walk._tick(), **by)
    aside = {"mediator": "m1603", "kind": "kin", "party": walk.parties()[0].pk, "ground": "是他外甥"}
    walk.matter = declare_conflict(walk.matter, **aside, at=walk._tick(), **by)
    asked = {"mediator": "m1603", "kind": "kin", "reason": "只有他懂账"}
    walk.matter = ask_override(walk.matter, **asked, actor=actor("duty"), at=walk._tick())
    unfair = {"party": walk.parties()[0].pk, "ground": "常在一起"}
    walk.matter = challenge_mediator(walk.matter, **unfair, actor=actor("clerk"), at=walk._tick())
    walk.matter = ask_lower_risk(walk.matter, risk="blue", reason="和好", at=walk._tick(), **by)
    quiet = {"confidential": True, "protected": [walk.parties()[0].pk], "reason": "怕找上门"}
    walk.matter = protect(walk.matter, **quiet, at=walk._tick(), **by)
    assert verify()["problems"] == []
    triggers.drop_all(connection)
    return walk.matter.pk


stood = stands(_dangerous)


@pytest.fixture
def dangerous(stood) -> Matter:
    return Matter.objects.get(pk=stood)


@pytest.mark.parametrize("column", PEOPLE_COLUMNS)
def test_no_column_of_help_danger_and_risk_is_edited_unnoticed(dangerous, column):
    model, label = PEOPLE_COLUMNS[column]
    row = model.objects.filter(matter=dangerous).order_by("pk").first()
    edit_column(column, row)
    assert f"{label} {row.pk} 被改动" in verify()["problems"]


EDITS = {
    "flag taken away": ("UPDATE matters_matter SET confidential = FALSE", "保密标记与办理记录不符"),
    "address laid open": ("UPDATE matters_party SET protected = FALSE", "受保护的当事人与办理记录不符"),
    "one beside the lead gone": ("DELETE FROM matters_comediator", "共同承办的调解员与办理记录不符"),
    "risk lowered by hand": ("UPDATE matters_matter SET risk = 'blue'", "风险等级与办理记录不符"),
    "lowering that waits gone": (
        "DELETE FROM matters_riskchange WHERE decided_at IS NULL",
        "降低风险的申请与办理记录不符",
    ),
    "somebody else asked for it": (
        "UPDATE matters_riskchange SET asked_by = '99' WHERE decided_at IS NULL",
        "申请降低风险的人与办理记录不符",
    ),
    "somebody free again": ("UPDATE matters_conflict SET status = 'lifted'", "回避与办理记录不符"),
    "application gone": ("DELETE FROM matters_conflict WHERE status = 'raised'", "回避与办理记录不符"),
    "alarm gone": ("DELETE FROM matters_alarm", "紧急情况报告 {alarm} 不见了"),
    "invitee gone": ("DELETE FROM matters_invitee", "受邀参与人 {invitee} 不见了"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_what_is_dangerous_or_quiet_edited_by_hand_is_named(dangerous, edit):
    change, says = EDITS[edit]
    gone = {"alarm": dangerous.alarms.get().pk, "invitee": dangerous.invitees.get().pk}
    run(change)
    assert [sentence for sentence in verify()["problems"] if says.format(**gone) in sentence] != []


def test_nobody_was_told_before_it_was_noticed(dangerous):
    with pytest.raises(IntegrityError, match="told_after"), transaction.atomic():
        run("UPDATE matters_alarm SET told_at = '2026-01-01 00:00:00+00:00'")
