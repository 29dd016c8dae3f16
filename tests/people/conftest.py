"""People of the tests' own, beside the demo accounts: nobody is away unless a test says so."""

from collections.abc import Callable
from datetime import date

import pytest

from fengdan.people.models import Absence, Grant, User
from fengdan.rulebook.actor import Role
from fengdan.units.models import Unit
from tests.people.days import DAY, NOW, TODAY


@pytest.fixture
def person(db: None) -> Callable[..., User]:
    """Make an account with these roles: person("liu", (Role.TOWN, "town-621122100")); a clerk when none are said."""

    def make(username: str, *held: tuple[Role, str]) -> User:
        user = User.objects.create(username=username, name=f"某{username}")
        for role, unit in held or [(Role.CLERK, "centre")]:
            Grant.objects.create(user=user, role=role, unit=Unit.objects.get(pk=unit), active_from=TODAY - DAY)
        return user

    return make


@pytest.fixture
def away() -> Callable[..., Absence]:
    """Enter an absence as a row, today only unless said otherwise: away(user, stand_in=other)."""

    def enter(user: User, stand_in: User | None = None, first: date = TODAY, last: date | None = None) -> Absence:
        days = {"from_day": first, "to_day": last or first}
        return Absence.objects.create(user=user, stand_in=stand_in, set_by=user, set_at=NOW, **days)

    return enter
