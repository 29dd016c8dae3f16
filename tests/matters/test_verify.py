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
from fengdan.matters.actions.respond import Responded, respond
from fengdan.matters.intake import ContactDetails, Sender
from fengdan.matters.models import (
    Consent,
    Contact,
    Invitation,
    Matter,
    Party,
    Signature,
)
from fengdan.matters.verify import verify
from tests.cast import MORNING, QUARREL, Walk, actor
from tests.matters.columns import (
    CLOCKS,
    COLUMNS,
    edit_column,
)
from tests.matters.edits import EDITS, run
from tests.matters.garbage import GARBAGE
from tests.standing import stands
from tests.units import PHOTO

pytestmark = pytest.mark.django_db
SENT_HERE = replace(
    QUARREL,
    channel="hotline",
    sender=Sender("县 12345 热线", "热 7 号", MORNING.date()),
    contact=ContactDetails("王测女", "13800000009", "女儿"),
)


def _closed() -> int:
    """A settled and archived matter with a remark, beside one that nobody touches; the guards are down."""
    Walk().register()
    walk = Walk().register(SENT_HERE).accept().assign().take().consent().session()
    walk.matter = note(walk.matter, text="李测二来电", actor=actor("clerk"), at=walk._tick())
    said = {"field": "address", "new": "某村", "reason": "搬家", "party": walk.parties()[0].pk}
    walk.matter = correct(walk.matter, **said, actor=actor("clerk"), at=walk._tick())
    walk.matter = ask_party(walk.matter, party=said["party"], actor=actor("clerk"), at=walk._tick())
    by = {"actor": actor("clerk"), "at": walk._tick()}
    word = Responded(said["party"], "telephone", walk.at, "已收到。")
    walk.matter = respond(walk.matter, told=word, **by)
    walk.matter = attach(walk.matter, paper="identity", file=PHOTO, **by)
    keep(PHOTO, "matter:0", "clerk", walk.at)  # of another matter
    walk.agree().sign().conclude().archive()
    assert verify() == {"ok": True, "matters": 2, "events": walk.matter.version + 1, "problems": []}
    triggers.drop_all(connection)
    return walk.matter.pk


stood = stands(_closed)


@pytest.fixture
def closed(stood) -> Matter:
    return Matter.objects.get(pk=stood)


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


def test_clock_of_an_open_matter_put_off_by_hand_is_named(closed):
    other = Matter.objects.exclude(pk=closed.pk).get()
    run(f"UPDATE matters_clock SET due_at = '2027-01-01 00:00:00+00:00' WHERE matter_id = {other.pk}")
    run(f"UPDATE matters_matter SET next_due = '2027-01-01 00:00:00+00:00' WHERE id = {other.pk}")
    moved = [f"{other.code}：时限 {name} 与办理记录不符" for name in ("accept", "first_reply", "ladder")]
    assert verify()["problems"] == moved
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
