from collections.abc import Callable, Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from fengdan.__main__ import main
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


@pytest.fixture
def fengdan(capsys: pytest.CaptureFixture[str]) -> Callable[[str], tuple[int, str, str]]:
    """Run `bin/fengdan` with these words; return its exit code, what it said and what it complained of."""
    return lambda words: (main(words.split()), *capsys.readouterr())
