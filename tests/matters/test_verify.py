"""Somebody who may write the file directly, guards taken down: `verify` names what they touched."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, connection, transaction

from fengdan.database import triggers
from fengdan.files.store import keep
from fengdan.matters.actions.ask_party import ask_party
from fengdan.matters.actions.attach import attach
from fengdan.matters.actions.correct import correct
from fengdan.matters.actions.note import note
from fengdan.matters.actions.report import Outcome
from fengdan.matters.intake import ContactDetails, Sender
from fengdan.matters.models import (
    Agreement,
    CaseFile,
    Consent,
    Contact,
    Invitation,
    Matter,
    OralAgreement,
    Party,
    Session,
    Signature,
)
from fengdan.matters.verify import verify
from tests.cast import MORNING, QUARREL, Walk, actor
from tests.matters.columns import (
    CLOCKS,
    COLUMNS,
    OF_AFTER,
    OF_ENDINGS,
    OF_PEOPLE,
    OF_UNITS,
    SEALED,
    UNIT_COLUMNS,
    edit_column,
)
from tests.matters.edits import EDITS, run
from tests.matters.garbage import GARBAGE
from tests.units import LAND, PHOTO, WATER, UnitWalk

pytestmark = pytest.mark.django_db
SENT_HERE = replace(
    QUARREL,
    channel="hotline",
    sender=Sender("县 12345 热线", "热 7 号", MORNING.date()),
    contact=ContactDetails("王测女", "13800000009", "女儿"),
)


@pytest.fixture
def closed() -> Matter:
    """A settled and archived matter with a remark, beside one that nobody touches; the guards are down."""
    Walk().register()
    walk = Walk().register(SENT_HERE).accept().assign().take().consent().session()
    walk.matter = note(walk.matter, text="李测二来电", actor=actor("clerk"), at=walk._tick())
    said = {"field": "address", "new": "某村", "reason": "搬家", "party": walk.parties()[0].pk}
    walk.matter = correct(walk.matter, **said, actor=actor("clerk"), at=walk._tick())
    walk.matter = ask_party(walk.matter, party=said["party"], actor=actor("clerk"), at=walk._tick())
    by = {"actor": actor("clerk"), "at": walk._tick()}
    walk.matter = attach(walk.matter, paper="identity", file=PHOTO, **by)
    keep(PHOTO, "matter:0", "clerk", walk.at)  # of another matter
    walk.agree().sign().conclude().archive()
    assert verify() == {"ok": True, "matters": 2, "events": walk.matter.version + 1, "problems": []}
    triggers.drop_all(connection)
    return walk.matter


@pytest.mark.parametrize("edit", EDITS | CLOCKS)
def test_edit_by_hand_is_named(closed, edit):
    change, says = (EDITS | CLOCKS)[edit]
    agreement = closed.agreements.get()
    keys = {
        "party": closed.parties.get(side="applicant").pk,
        "note": closed.notes.get().pk,
        "agreement": agreement.pk,
        "seal": agreement.signatures.get(signer="seal").pk,
        "casefile": closed.case_files.get().pk,
        "matter": closed.pk,
        "version": closed.version,
        "before": closed.version - 1,
    }
    change(closed)
    told = verify()
    assert told["ok"] is False
    assert [sentence for sentence in told["problems"] if says.format(**keys) in sentence] != []


def test_agreement_cannot_be_put_in_effect_by_hand():
    walk = Walk().to_underway().agree().sign("mediator")
    triggers.drop_all(connection)
    run("UPDATE matters_agreement SET status = 'effective', effective_at = %s", walk.at)
    assert f"{walk.matter.code}：协议的效力与签字盖章不符" in verify()["problems"]


@pytest.mark.parametrize("column", COLUMNS)
def test_no_column_under_a_seal_is_edited_unnoticed(closed, column):
    model, label = COLUMNS[column]
    of_matter = {
        Matter: "pk",
        Party: "matter",
        Consent: "party__matter",
        Contact: "party__matter",
        Invitation: "party__matter",
        Signature: "agreement__matter",
    }
    row = model.objects.filter(**{of_matter.get(model, "matter"): closed.pk}).order_by("pk").first()
    edit_column(column, row)
    assert f"{label} {row.pk} 被改动" in verify()["problems"]


@pytest.fixture
def handled() -> list[Matter]:
    """One matter that a village settled, one that climbed, was returned, ruled on and answered twice; guards down."""
    settled = UnitWalk().report(Outcome.SETTLED)
    climbed = UnitWalk().report().hand_up().sign_for().hand_up()
    climbed.give(WATER, supporting=["dept-agriculture"]).return_it(LAND).rule(LAND).sign_for()
    climbed.reply().send_back().reply(PHOTO).approve().answered()
    other = UnitWalk().report().hand_up().sign_for().hand_up().give(WATER).return_it(LAND)
    made = [settled.matter, climbed.matter, other.matter]
    told = verify()
    assert (told["problems"], told["matters"]) == ([], 3)
    triggers.drop_all(connection)
    return made


@pytest.mark.parametrize("column", UNIT_COLUMNS)
def test_no_column_of_what_units_did_is_edited_unnoticed(handled, column):
    model, label = UNIT_COLUMNS[column]
    row = model.objects.filter(matter=handled[0 if model is OralAgreement else 1]).order_by("pk").last()
    edit_column(column, row)
    assert f"{label} {row.pk} 被改动" in verify()["problems"]


UNIT_EDITS = {
    "support that was over goes on": ("UPDATE matters_supporting SET ended_at = NULL", "配合单位与办理记录不符"),
    "return closed by hand": (
        "UPDATE matters_unitreturn SET closed_at = returned_at WHERE closed_at IS NULL",
        "待裁定的退回与办理记录不符",
    ),
    "oral agreement gone": ("DELETE FROM matters_oralagreement", "口头协议与办理记录不符"),
    "number of an oral agreement wound up": (
        "UPDATE matters_counter SET last = 7 WHERE series = 'oral:village-621122100201:2026'",
        "第 2 号到第 7 号缺失",
    ),
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


def test_every_column_of_a_sealed_row_is_under_its_seal():
    """But for keys and salt, and what the ledger moves and the events tell."""
    moved = {"stage", "version", "holder_id", "unit_id", "mediator_id", "last_at", "next_due"}
    moved |= {"origin_id", "level", "risk", "service", "confidential"}
    told = {Matter: moved, Party: {"protected"}}
    rounds = (Session, Agreement, OralAgreement, CaseFile)  # see test_verify_endings.py
    told |= {model: {"round"} for model in rounds}
    for model, _ in (*SEALED, *OF_UNITS, *OF_AFTER, *OF_ENDINGS, *OF_PEOPLE):
        columns = {field.attname for field in model._meta.concrete_fields} - {"id", "salt"}
        assert columns - set(model.SEALED) == told.get(model, set())


def test_clock_of_an_open_matter_put_off_by_hand_is_named(closed):
    other = Matter.objects.exclude(pk=closed.pk).get()
    run(f"UPDATE matters_clock SET due_at = '2027-01-01 00:00:00+00:00' WHERE matter_id = {other.pk}")
    run(f"UPDATE matters_matter SET next_due = '2027-01-01 00:00:00+00:00' WHERE id = {other.pk}")
    assert verify()["problems"] == [f"{other.code}：时限 accept 与办理记录不符"]
    run(f"UPDATE matters_matter SET next_due = NULL WHERE id = {other.pk}")
    assert f"{other.code}：最近到期时间与时限不符" in verify()["problems"]


def test_clock_that_ran_and_was_changed_afterwards_is_named(closed):
    run(
        f"UPDATE matters_clock SET due_at = '2027-01-01 00:00:00+00:00' WHERE matter_id = {closed.pk} AND name = 'take'"
    )
    assert verify()["problems"] == [f"{closed.code}：走过的时限与办理记录不符"]


@pytest.mark.parametrize("garbage", GARBAGE)
def test_garbage_is_named_and_stops_nothing(closed, garbage):
    change, says = GARBAGE[garbage]
    change(closed)
    told = verify()
    assert (told["ok"], told["matters"]) == (False, 2)
    assert [sentence for sentence in told["problems"] if says in sentence] != []


@pytest.mark.parametrize(
    ("table", "column", "constraint"),
    [
        ("matters_party", "side", "matters_party_side"),
        ("matters_party", "consent", "matters_party_consent"),
        ("matters_matter", "stage", "matters_matter_stage"),
    ],
)
def test_unknown_code_is_refused_by_the_table_itself(closed, table, column, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        run(f"UPDATE {table} SET {column} = 'x'")


def test_only_the_matter_that_was_touched_is_named(closed):
    run("UPDATE matters_event SET actor_id = '99' WHERE matter_id = %s AND seq = 2", closed.pk)
    assert verify()["problems"] == [f"{closed.code}：第 2 步（accept）被改动"]


def test_empty_ledger_is_in_order():
    assert verify() == {"ok": True, "matters": 0, "events": 0, "problems": []}
