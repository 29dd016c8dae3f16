from datetime import date, timedelta

import pytest

from fengdan.people.actor import actor_of
from fengdan.people.models import Grant, User
from fengdan.rulebook.actor import Role
from fengdan.units.models import Unit

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)


@pytest.fixture
def user(db):
    return User.objects.create_user("liu", "刘敏", "correct-horse")


def grant(user, role, unit="centre", start=TODAY, end=None):
    Grant.objects.create(user=user, role=role, unit=Unit.objects.get(code=unit), active_from=start, active_to=end)


def test_roles_in_force_today_from_the_first_day_to_the_last(user):
    grant(user, Role.CLERK, start=TODAY, end=TODAY)
    grant(user, Role.LEADER, "team-06", start=TODAY - DAY)
    grant(user, Role.DUTY, start=TODAY + DAY)
    grant(user, Role.DISPATCHER, start=TODAY - 9 * DAY, end=TODAY - DAY)
    actor = actor_of(user, TODAY)
    assert actor.roles == {Role.CLERK, Role.LEADER}
    assert actor.units == {(Role.CLERK, "centre"), (Role.LEADER, "team-06")}
    assert (actor.id, actor.name) == (str(user.pk), "刘敏")


def test_one_query(user, django_assert_num_queries):
    grant(user, Role.CLERK)
    grant(user, Role.LEADER, "team-06")
    with django_assert_num_queries(1):
        actor_of(user, TODAY)


def test_a_disabled_account_holds_nothing(user):
    grant(user, Role.CLERK)
    user.is_active = False
    assert not actor_of(user, TODAY).roles
