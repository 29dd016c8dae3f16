"""What `verify` says of an empty ledger and of an agreement not signed by all; which columns are under a seal."""

import pytest
from django.db import connection

from fengdan.database import triggers
from fengdan.matters.models import Agreement, Assignment, CaseFile, Matter, OralAgreement, Party, Session
from fengdan.matters.verify import verify
from tests.cast import Walk
from tests.matters.columns import OF_AFTER, OF_ENDINGS, OF_OLD_BOOKS, OF_PEOPLE, OF_UNITS, SEALED
from tests.matters.edits import run

pytestmark = pytest.mark.django_db


def test_empty_ledger_is_in_order():
    assert verify() == {"ok": True, "matters": 0, "events": 0, "problems": []}


def test_agreement_cannot_be_put_in_effect_by_hand():
    walk = Walk().to_underway().agree().sign("mediator")
    triggers.drop_all(connection)
    run("UPDATE matters_agreement SET status = 'effective', effective_at = %s", walk.at)
    assert f"{walk.matter.code}：协议的效力与签字盖章不符" in verify()["problems"]


def test_every_column_of_a_sealed_row_is_under_its_seal():
    """But for keys and salt, and what the ledger moves and the events tell."""
    moved = {"stage", "version", "holder_id", "unit_id", "mediator_id", "last_at", "next_due"}
    moved |= {"origin_id", "level", "risk", "service", "confidential", "tier", "item_version_id"}
    told = {Matter: moved, Party: {"protected"}, Assignment: {"objection"}}
    rounds = (Session, Agreement, OralAgreement, CaseFile)  # see test_verify_endings.py
    told |= {model: {"round"} for model in rounds}
    for model, _ in (*SEALED, *OF_UNITS, *OF_AFTER, *OF_ENDINGS, *OF_PEOPLE, *OF_OLD_BOOKS):
        columns = {field.attname for field in model._meta.concrete_fields} - {"id", "salt"}
        assert columns - set(model.SEALED) == told.get(model, set())
