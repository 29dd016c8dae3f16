"""Who is there today: the one who holds a hat, whoever stands in, or nobody."""

import pytest

from fengdan.people.away import answering, away_on, reached, stand_ins, stood_in_by, unreachable
from fengdan.people.models import Absence, Grant, User
from fengdan.rulebook.actor import LIAISONS, Role
from fengdan.units.models import Liaison, Unit
from tests.people.days import DAY, NOW, TODAY

# who is away → who stands in; the one asked for; the chain; who is there
CHAINS = [
    ({}, 1, [], 1),
    ({1: None}, 1, [], None),
    ({1: 2}, 1, [2], 2),
    ({1: 2, 2: 3}, 1, [2, 3], 3),
    ({1: 2, 2: 3, 3: 4}, 1, [2, 3, 4], 4),
    ({1: 2, 2: None}, 1, [2], None),
    ({1: 2, 2: 1}, 1, [2], None),
    ({1: 2, 2: 3, 3: 1}, 1, [2, 3], None),
    ({1: 2, 2: 3, 3: 2}, 1, [2, 3], None),
    ({2: 3}, 1, [], 1),
]


@pytest.mark.parametrize(("away", "user", "chain", "there"), CHAINS)
def test_the_first_of_a_chain_of_stand_ins_who_is_not_away_is_there(away, user, chain, there):
    assert list(stand_ins(user, away)) == chain
    assert reached(user, away) == there


def test_one_stands_in_for_everybody_up_the_chain():
    away = {1: 2, 2: 3, 5: 3, 6: None, 7: 8}
    assert stood_in_by(3, away) == [1, 2, 5]
    assert stood_in_by(2, away) == [1]
    assert stood_in_by(8, away) == [7]
    assert stood_in_by(9, away) == []


def test_in_a_circle_each_stands_in_for_the_others_and_never_for_themself():
    away = {1: 2, 2: 3, 3: 1}
    assert [stood_in_by(user, away) for user in away] == [[2, 3], [1, 3], [1, 2]]


@pytest.mark.django_db
def test_away_from_the_first_day_to_the_last(person, away):
    user, other = person("liu"), person("chen")
    away(user, other, TODAY, TODAY + 2 * DAY)
    told = [away_on(TODAY + days * DAY) for days in (-1, 0, 1, 2, 3)]
    there = {user.pk: other.pk}
    assert told == [{}, there, there, there, {}]


@pytest.mark.django_db
def test_an_absence_that_is_called_off_counts_for_nothing(person, away):
    row = away(person("liu"))
    assert row.user_id in away_on(TODAY)
    Absence.objects.filter(pk=row.pk).update(called_off_at=NOW)
    assert away_on(TODAY) == {}


@pytest.mark.django_db
@pytest.mark.parametrize("last", [True, False])
def test_of_two_absences_the_one_entered_last_counts(last, person, away):
    user, first, second = person("liu"), person("chen"), person("zhao")
    away(user, first)
    away(user, second if last else None)
    assert away_on(TODAY) == {user.pk: second.pk if last else None}


TOWN = "town-621122100"


@pytest.fixture
def town(person) -> User:
    """The one who answers for a township, alone."""
    Grant.objects.filter(unit=TOWN).delete()
    return person("liu", (Role.TOWN, TOWN))


def there(day=TODAY) -> list[tuple[str, str]]:
    found = answering(day, TOWN)
    assert found.keys() <= {TOWN}
    return found.get(TOWN, [])


def test_whoever_holds_the_hat_is_reached(town):
    assert there() == [("某liu", "")]


def test_whoever_stands_in_is_reached_and_it_is_said_for_whom(town, person, away):
    chen, zhao = person("chen"), person("zhao")
    away(town, chen)
    assert there() == [("某chen", "某liu")]
    away(chen, zhao)
    assert there() == [("某zhao", "某liu")]
    assert there(TODAY + DAY) == [("某liu", "")]


def test_a_colleague_who_stands_in_is_named_for_both(town, person, away):
    away(town, person("chen", (Role.TOWN, TOWN)))
    assert there() == [("某chen", "某liu"), ("某chen", "")]


def test_nobody_is_reached_while_the_stand_ins_go_round_in_a_circle(town, person, away):
    chen = person("chen")
    away(town, chen)
    away(chen, town)
    assert there() == []
    assert TOWN in unreachable(TODAY)


def test_a_disabled_account_is_not_reached_nor_one_standing_in(town, person, away):
    chen = person("chen")
    away(town, chen)
    User.objects.filter(pk=chen.pk).update(is_active=False)
    assert there() == []
    Absence.objects.all().delete()
    assert there() == [("某liu", "")]
    User.objects.filter(pk=town.pk).update(is_active=False)
    assert there() == []


def test_a_disabled_colleague_is_passed_over(town, person):
    chen = person("chen", (Role.TOWN, TOWN))
    User.objects.filter(pk=town.pk).update(is_active=False)
    assert there() == [(chen.name, "")]


@pytest.mark.parametrize("role", Role)
def test_only_those_who_answer_for_a_unit_count(role, town):
    Grant.objects.filter(user=town).update(role=role)
    assert there() == ([("某liu", "")] if role in {Role.LEADER, *LIAISONS} else [])


@pytest.mark.parametrize(("first", "last", "held"), [(0, 0, True), (-1, 5, True), (1, None, False), (-5, -1, False)])
def test_a_role_counts_from_its_first_day_to_its_last(first, last, held, town):
    until = None if last is None else TODAY + last * DAY
    Grant.objects.filter(user=town).update(active_from=TODAY + first * DAY, active_to=until)
    assert bool(there()) == held


def test_every_unit_of_the_county_can_be_reached_on_an_ordinary_day(db):
    able = set(Liaison.objects.exclude(account="").values_list("unit_id", flat=True))
    holding = set(Unit.objects.exclude(kind__in=["centre", "committee"]).values_list("pk", flat=True))
    missing = unreachable(TODAY)
    assert missing <= holding
    assert not missing & able
    assert {Unit.objects.get(pk=unit).kind for unit in missing} <= {"team"}


def test_unreachable_is_where_the_only_liaison_is_away_without_a_stand_in(town, person, away):
    assert TOWN not in unreachable(TODAY)
    row = away(town)
    assert TOWN in unreachable(TODAY)
    assert TOWN not in unreachable(TODAY + DAY)
    Absence.objects.filter(pk=row.pk).update(stand_in=person("chen"))
    assert TOWN not in unreachable(TODAY)


def test_unreachable_is_a_unit_that_is_no_more_from_the_day_after_its_last(town):
    Unit.objects.filter(pk=TOWN).update(active_to=TODAY)
    assert TOWN not in unreachable(TODAY)
    assert TOWN in unreachable(TODAY + DAY)


def test_unreachable_is_a_unit_without_an_account(town):
    Grant.objects.filter(user=town).delete()
    assert TOWN in unreachable(TODAY)


def test_the_centre_and_the_committees_hold_nothing_as_units(db):
    Grant.objects.all().delete()
    kinds = set(Unit.objects.filter(pk__in=unreachable(TODAY)).values_list("kind", flat=True))
    assert kinds == {"department", "township", "village", "team"}


def test_whoever_left_office_stands_in_for_nobody(town, person, away):
    chen = person("chen", (Role.TOWN, "town-621122101"))
    away(town, chen, TODAY, TODAY + 9 * DAY)
    Grant.objects.filter(user=chen).update(active_to=TODAY)
    assert there() == [("某chen", "某liu")]
    assert there(TODAY + DAY) == []


def test_two_queries_and_one_more_for_the_names_of_strangers(town, person, away, django_assert_num_queries):
    with django_assert_num_queries(2):
        answering(TODAY)
    away(town, person("chen"))
    with django_assert_num_queries(3):
        answering(TODAY)
    with django_assert_num_queries(4):
        unreachable(TODAY)
