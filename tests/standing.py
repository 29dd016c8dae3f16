"""A scene set once for all tests of a module, each of which begins with it as it was set."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker


def stands(make: Callable[[], Any]) -> Any:
    """A fixture of what `make` returns. It stands from the first test that asks for it to the end of the module.

    What a test writes is undone at its end (`django_db`), what `make` wrote at the end of the module.
    """

    @pytest.fixture(scope="module")
    def scene(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Any]:
        with django_db_blocker.unblock(), transaction.atomic():
            yield make()
            transaction.set_rollback(True)

    return scene
