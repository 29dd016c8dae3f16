"""PostgreSQL: the role that serves owns nothing, and can do all that the product does and nothing more."""

import re
from pathlib import Path

import pytest
from django.db import ProgrammingError, connection

from fengdan.database.check import Unguarded, refuse_owner
from fengdan.database.roles import DELETED_FROM, as_owner, let_in, owns
from fengdan.matters.verify.whole import verify_whole
from fengdan.people import throttle
from fengdan.search.index import matching
from tests.cast import MORNING, Walk

ROOT = Path(__file__).parent.parent.parent / "fengdan"
APP = "fengdan_test_app"


@pytest.fixture
def application(committed_db):
    """The application's own role, on an engine that knows roles; yields whether it does."""
    roles = connection.vendor == "postgresql"
    if roles:
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE ROLE {APP}")
            let_in(connection, APP)
            cursor.execute(f"SET ROLE {APP}")
    yield roles
    if roles:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
            cursor.execute(f"DROP OWNED BY {APP}")
            cursor.execute(f"DROP ROLE {APP}")


def test_the_application_works_as_a_role_that_owns_nothing(application):
    assert not owns(connection)
    refuse_owner(connection)
    walk = Walk().to_settled()
    throttle.forget(MORNING)
    assert matching("漏水") is not None
    assert walk.matter.stage == "concluded"
    assert verify_whole()["ok"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE matters_event SET at = at",
        "DELETE FROM matters_event",
        "UPDATE journal_entry SET at = at",
        "DELETE FROM journal_entry",
        "DELETE FROM matters_matter",
        "TRUNCATE journal_entry",
        "DROP TABLE journal_entry",
        "ALTER TABLE matters_event DISABLE TRIGGER ALL",
        "CREATE TABLE mine (id int)",
        "INSERT INTO django_migrations VALUES (1)",
    ],
)
def test_what_only_the_owner_may_do_is_denied(statement, application):
    if application:
        with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"), connection.cursor() as cursor:
            cursor.execute(statement)
    else:
        assert not owns(connection)  # a file has no roles; the triggers alone guard it


@pytest.mark.django_db
def test_whoever_owns_the_tables_may_not_serve():
    if connection.vendor == "postgresql":
        with pytest.raises(Unguarded, match="DATABASE_OWNER_URL"):
            refuse_owner(connection)
    else:
        refuse_owner(connection)


@pytest.mark.django_db
def test_without_an_owner_everything_is_done_as_it_is():
    before = dict(connection.settings_dict)
    with as_owner():
        assert connection.settings_dict == before


def test_the_product_deletes_only_from_the_tables_that_are_written_here():
    """Django's own sessions, failed attempts, the search index: whoever deletes elsewhere says so in roles.py."""
    deleting = {
        str(path.relative_to(ROOT))
        for path in ROOT.rglob("*.py")
        if "migrations" not in path.parts and re.search(r"objects\.[^\n]*\.delete\(\)|DELETE FROM", path.read_text())
    }
    assert deleting == {"people/throttle.py", "search/index.py"}
    assert set(DELETED_FROM) == {"django_session", "people_attempt", "search_index"}
