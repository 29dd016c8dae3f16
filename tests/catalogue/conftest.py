from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.catalogue import empty


@pytest.fixture(scope="session")
def empty_template(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> str:
    with django_db_blocker.unblock():
        return empty.make_template()


@pytest.fixture
def empty_db(empty_template: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database of one's own without a county."""
    with django_db_blocker.unblock(), empty.empty_database(empty_template):
        yield
