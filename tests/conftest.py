from collections.abc import Iterator
from datetime import datetime

import pytest
from django.conf import settings
from django.core.cache import cache
from django.template import Template
from django.test.utils import _TestState, setup_databases
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from tests.copies import copy_of_test_database

pytest.register_assert_rewrite("tests.matters.watch")  # its asserts speak for many tests

PASSWORD = "demo-accounts-of-tests"
COUNTY_LOADED = datetime(2026, 1, 1, tzinfo=timezone.get_default_timezone())


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Every test finds the county loaded and the demo accounts in place.

    In the place of pytest-django's own, which makes no database unless a test asks for `db`. Nothing is torn down: the
    engine is thrown away whole.
    """
    from fengdan.catalogue.county.load import load_county  # noqa: PLC0415 - tests of the rulebook need none of it
    from fengdan.people.demo import make_demo_accounts  # noqa: PLC0415
    from fengdan.teams.accounts import link_mediators, mediator_accounts  # noqa: PLC0415
    from fengdan.vault.check import bind_keys  # noqa: PLC0415

    with django_db_blocker.unblock():
        setup_databases(verbosity=0, interactive=False, aliases={"default"}, serialized_aliases=set())
        bind_keys()
        load_county(settings.COUNTY_DIR, at=COUNTY_LOADED)
        make_demo_accounts(PASSWORD, COUNTY_LOADED.date(), mediator_accounts())
        link_mediators()


@pytest.fixture(scope="session", autouse=True)
def _templates_render_as_in_service(django_test_environment: None) -> None:
    """Django tells its test client of every template it renders, with a copy of the context, and a form's field is many
    templates: a third of the time of a page with a long form. Nothing here asks for it.
    """
    Template._render = _TestState.saved_data.template_render


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Sessions and public pages are kept in memory; a rolled-back test must leave none behind."""
    from fengdan.journal.queries import forget  # noqa: PLC0415 - needs the apps loaded
    from fengdan.web.shared.kept import shelf  # noqa: PLC0415

    cache.clear()
    shelf.clear()
    forget()


@pytest.fixture
def committed_db(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """A database of one's own, for tests that commit: threads, on-commit hooks, a running server."""
    if {"db", "transactional_db"} & set(request.fixturenames) or request.node.get_closest_marker("django_db"):
        pytest.fail("committed_db stands alone: no django_db mark, no db fixture")
    with django_db_blocker.unblock(), copy_of_test_database():
        yield


@pytest.fixture
def server(committed_db: None) -> Iterator[str]:
    """The address of the running product. (pytest-django's `live_server` would flush.)"""
    live = LiveServer("localhost")
    yield live.url
    live.stop()
