from datetime import date

import pytest

from fengdan.people.models import Grant, User
from fengdan.rulebook.actor import Role
from fengdan.units.models import Unit

PASSWORD = "correct-horse"


@pytest.fixture
def member(db):
    """Make an account with roles at the centre."""

    def make(username, *roles):
        user = User.objects.create_user(username, f"姓名{username}", PASSWORD)
        centre = Unit.objects.get(code="centre")
        for role in roles:
            Grant.objects.create(user=user, role=role, unit=centre, active_from=date(2026, 1, 1))
        return user

    return make


@pytest.fixture
def liu(member):
    return member("liu", Role.CLERK)
