"""Somebody who may write the file directly, guards taken down: `verify` names what they touched."""

import pytest
from django.db import connection

from fengdan.database import triggers
from fengdan.matters.actions.note import note
from fengdan.matters.models import Matter
from fengdan.matters.verify import verify
from tests.cast import Walk, actor
from tests.matters.edits import EDITS, run

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed() -> Matter:
    """A settled and archived matter with a remark, beside one that nobody touches; the guards are down."""
    Walk().register()
    walk = Walk().to_underway()
    walk.matter = note(walk.matter, text="李测二来电", actor=actor("clerk"), at=walk._tick())
    walk.agree().sign().conclude().archive()
    assert verify() == {"ok": True, "matters": 2, "events": walk.matter.version + 1, "problems": []}
    triggers.drop_all(connection)
    return walk.matter


@pytest.mark.parametrize("edit", EDITS)
def test_edit_by_hand_is_named(closed, edit):
    change, says = EDITS[edit]
    agreement = closed.agreements.get()
    keys = {
        "party": closed.parties.get(side="applicant").pk,
        "note": closed.notes.get().pk,
        "agreement": agreement.pk,
        "seal": agreement.signatures.get(signer="seal").pk,
        "casefile": closed.case_file.pk,
        "matter": closed.pk,
    }
    change(closed)
    told = verify()
    assert told["ok"] is False
    assert [sentence for sentence in told["problems"] if says.format(**keys) in sentence] != []


def test_agreement_cannot_be_put_in_effect_by_hand():
    walk = Walk().to_underway().agree().sign("mediator")
    triggers.drop_all(connection)
    run("UPDATE matters_agreement SET status = 'effective', effective_at = %s", walk.at)
    assert any("生效" in sentence for sentence in verify()["problems"])


def test_only_the_matter_that_was_touched_is_named(closed):
    run("UPDATE matters_event SET actor_id = '99' WHERE matter_id = %s AND seq = 2", closed.pk)
    assert verify()["problems"] == [f"{closed.code}：第 2 步（accept）被改动"]


def test_empty_ledger_is_in_order():
    assert verify() == {"ok": True, "matters": 0, "events": 0, "problems": []}
