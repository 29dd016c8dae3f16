"""What the database itself refuses about matters, whoever holds the pen."""

import pytest
from django.db import IntegrityError, connection, transaction

from fengdan.matters.verify import verify
from tests.cast import Walk
from tests.matters.watch import everything

pytestmark = pytest.mark.django_db
SQLITE = connection.vendor == "sqlite"

EVENT = "I06: matters_event is append-only"
MATTER = "I05: stage, version, holder and level of a matter move only with their event"
REWRITES = [
    ("UPDATE matters_event SET step = 'accept'", EVENT),
    ("UPDATE matters_event SET facts = facts", EVENT),
    ("DELETE FROM matters_event", EVENT),
    ("UPDATE matters_matter SET stage = 'archived', conclusion = 'withdrawn', concluded_at = last_at", MATTER),
    ("UPDATE matters_matter SET stage = 'registered'", MATTER),
    ("UPDATE matters_matter SET holder_id = 'team-06'", MATTER),
    ("UPDATE matters_matter SET tier = 1", MATTER),
    ("UPDATE matters_matter SET version = version + 1", MATTER),
    ("UPDATE matters_matter SET version = version - 1", MATTER),
    ("UPDATE matters_matter SET code = '621122-20261123-000099-0'", MATTER),
    ("UPDATE matters_matter SET id = id + 1", MATTER),
    ("DELETE FROM matters_matter", "I05: a matter is never deleted"),
    (
        "INSERT INTO matters_event SELECT * FROM matters_event WHERE seq = 1",
        EVENT if SQLITE else "duplicate key value",
    ),
]
REWRITES += (
    [
        ("INSERT OR REPLACE INTO matters_event SELECT * FROM matters_event WHERE seq = 2", EVENT),
        ("REPLACE INTO matters_event SELECT * FROM matters_event WHERE seq = 1", EVENT),
        ("INSERT OR REPLACE INTO matters_matter SELECT * FROM matters_matter", "I05"),
    ]
    if SQLITE
    else [
        ("TRUNCATE matters_event", EVENT),
        ("TRUNCATE matters_matter CASCADE", EVENT),
        ("INSERT INTO matters_event SELECT * FROM matters_event ON CONFLICT (id) DO UPDATE SET step = 'accept'", EVENT),
    ]
)


@pytest.mark.parametrize(("sql", "says"), REWRITES)
def test_refused_by_the_database(sql, says):
    Walk().to_underway()
    if not SQLITE:  # TRUNCATE waits for no foreign key that is yet to be checked
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    before = everything()
    with pytest.raises(IntegrityError, match=says), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert everything() == before
    assert verify()["ok"]


@pytest.mark.parametrize("stage", ["accepted", "archived"])
def test_matter_moves_to_no_other_stage_than_its_event_says(stage):
    """Even with an event of one's own making, the stage must be the event's."""
    matter = Walk().register().matter
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO matters_event (matter_id, seq, step, stage_before, stage_after, holder, at, recorded_at,"
            " actor_id, role, on_behalf_of, facts, digests, versions, prev_hash, hash)"
            " SELECT matter_id, 2, 'note', stage_after, stage_after, holder, at, recorded_at,"
            " actor_id, role, on_behalf_of, facts, digests, versions, prev_hash, hash FROM matters_event"
        )
    with pytest.raises(IntegrityError, match="I05"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE matters_matter SET version = 2, stage = %s WHERE id = %s", [stage, matter.pk])
