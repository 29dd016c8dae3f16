import pytest

from fengdan.people.actor import actor_of
from fengdan.people.away import NEVER_STOOD_IN
from fengdan.people.models import Absence, Grant, User
from fengdan.rulebook.actor import Actor, Role
from fengdan.units.models import Unit
from tests.people.days import DAY, NOW, TODAY

TOWN = (Role.TOWN, "town-621122100")
LAND = (Role.DEPT, "dept-land")
DUTY, CLERK = (Role.DUTY, "centre"), (Role.CLERK, "centre")


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


def test_a_disabled_account_holds_nothing(user):
    grant(user, Role.CLERK)
    user.is_active = False
    assert not actor_of(user, TODAY).roles


def hats(user: User, day=TODAY) -> set[tuple[Role, str]]:
    """What somebody may wear today; the set of roles says no more and no less."""
    actor = actor_of(user, day)
    assert actor.roles == {role for role, _ in actor.units}
    assert {(role, unit) for role, unit, _ in actor.stands_in} <= actor.units
    return set(actor.units)


@pytest.mark.django_db
def test_whoever_stands_in_wears_the_hats_of_the_absent_one_beside_the_own(person, away):
    liu, chen = person("liu", TOWN, DUTY), person("chen")
    away(liu, chen)
    actor = actor_of(chen, TODAY)
    assert actor == Actor(
        str(chen.pk),
        "某chen",
        frozenset({Role.CLERK, Role.TOWN, Role.DUTY}),
        frozenset({CLERK, TOWN, DUTY}),
        frozenset({(*TOWN, str(liu.pk)), (*DUTY, str(liu.pk))}),
    )
    assert actor.behalf(*TOWN) == str(liu.pk)
    assert actor.behalf(*CLERK) == ""


@pytest.mark.django_db
def test_the_absent_one_keeps_the_own_hats(person, away):
    liu = person("liu", TOWN)
    away(liu, person("chen"))
    actor = actor_of(liu, TODAY)
    assert (actor.units, actor.stands_in) == ({TOWN}, frozenset())


@pytest.mark.django_db
def test_standing_in_lasts_as_long_as_the_absence_and_no_longer(person, away):
    liu, chen = person("liu", TOWN), person("chen")
    row = away(liu, chen, TODAY, TODAY + DAY)
    assert [TOWN in hats(chen, TODAY + days * DAY) for days in (-1, 0, 1, 2)] == [False, True, True, False]
    Absence.objects.filter(pk=row.pk).update(called_off_at=NOW)
    assert hats(chen) == {CLERK}


@pytest.mark.django_db
def test_only_hats_the_absent_one_holds_that_day_are_worn(person, away):
    liu, chen = person("liu", TOWN, LAND), person("chen")
    Grant.objects.filter(user=liu, role=Role.DEPT).update(active_to=TODAY)
    away(liu, chen, TODAY, TODAY + DAY)
    assert hats(chen) == {CLERK, TOWN, LAND}
    assert hats(chen, TODAY + DAY) == {CLERK, TOWN}


@pytest.mark.django_db
def test_a_hat_of_ones_own_is_ones_own_also_while_standing_in_for_another_who_holds_it(person, away):
    liu, chen = person("liu", TOWN, LAND), person("chen", TOWN)
    away(liu, chen)
    actor = actor_of(chen, TODAY)
    assert actor.units == {TOWN, LAND}
    assert actor.stands_in == {(*LAND, str(liu.pk))}
    assert actor.behalf(*TOWN) == ""


@pytest.mark.django_db
def test_the_same_role_of_another_unit_is_still_worn_for_the_absent_one(person, away):
    other = (Role.TOWN, "town-621122101")
    liu, chen = person("liu", other), person("chen", TOWN)
    away(liu, chen)
    actor = actor_of(chen, TODAY)
    assert (actor.behalf(*other), actor.behalf(*TOWN)) == (str(liu.pk), "")


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_mediators_and_the_three_administrators_are_never_stood_in_for(role, person, away):
    liu, chen = person("liu", (role, "team-16")), person("chen")
    away(liu, chen)
    worn = hats(chen) - {CLERK}
    assert worn == (set() if role in NEVER_STOOD_IN else {(role, "team-16")})


def test_those_are_the_ones_who_are_never_stood_in_for():
    assert {Role.MEDIATOR, Role.AUDITOR, Role.SECURITY, Role.ADMIN} == NEVER_STOOD_IN


@pytest.mark.django_db
def test_whoever_stands_in_for_a_stand_in_who_is_away_too_wears_the_hats_of_both(person, away):
    liu, chen, zhao = person("liu", TOWN), person("chen", LAND), person("zhao")
    away(liu, chen)
    assert hats(zhao) == {CLERK}
    away(chen, zhao)
    actor = actor_of(zhao, TODAY)
    assert actor.units == {CLERK, TOWN, LAND}
    assert (actor.behalf(*TOWN), actor.behalf(*LAND)) == (str(liu.pk), str(chen.pk))


@pytest.mark.django_db
def test_two_who_are_away_and_hold_one_hat_are_both_told(person, away):
    liu, zhao, chen = person("liu", TOWN), person("zhao", TOWN), person("chen")
    away(liu, chen)
    away(zhao, chen)
    actor = actor_of(chen, TODAY)
    assert actor.stands_in == {(*TOWN, str(liu.pk)), (*TOWN, str(zhao.pk))}
    assert actor.behalf(*TOWN) == min(str(liu.pk), str(zhao.pk))


@pytest.mark.django_db
def test_nothing_is_held_for_an_account_that_is_disabled_nor_by_one(person, away):
    liu, chen = person("liu", TOWN), person("chen")
    away(liu, chen)
    User.objects.filter(pk=liu.pk).update(is_active=False)
    assert hats(chen) == {CLERK}
    User.objects.filter(pk=liu.pk).update(is_active=True)
    chen.is_active = False
    assert actor_of(chen, TODAY) == Actor(str(chen.pk), "某chen")


@pytest.mark.django_db
def test_whoever_left_office_wears_no_hat_of_others_either(person, away):
    liu, chen = person("liu", TOWN), person("chen", LAND)
    away(liu, chen, TODAY, TODAY + 9 * DAY)
    Grant.objects.filter(user=chen).update(active_to=TODAY)
    assert hats(chen) == {TOWN, LAND}
    assert hats(chen, TODAY + DAY) == set()


@pytest.mark.django_db
@pytest.mark.parametrize("absent", [0, 1, 3])
def test_one_query_and_one_more_for_whoever_is_away(absent, person, away, django_assert_num_queries):
    chen = person("chen", TOWN, LAND)
    for number in range(absent):
        away(person(f"liu{number}", TOWN), chen)
    with django_assert_num_queries(2 if absent else 1):
        actor_of(chen, TODAY)
