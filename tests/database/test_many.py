"""What hangs on a row comes with it, whole and in order, and nobody else's."""

from datetime import date

import pytest
from django.db.models import OuterRef

from fengdan.database.many import Many
from fengdan.database.prepared import Prepared, Slot
from fengdan.people.models import Grant, User
from fengdan.rulebook.actor import Role
from fengdan.rulebook.facts import CENTRE

pytestmark = pytest.mark.django_db


def member(name, *held):
    user = User.objects.create_user(name, f"卫{name}", "x")
    for role in held:
        Grant.objects.create(user=user, role=role, unit_id=CENTRE, active_from=date(2026, 1, 1))
    return user


def test_each_row_has_its_own_and_one_without_has_none(django_assert_num_queries):
    one, other, nobody = member("a", Role.CLERK, Role.DUTY), member("b", Role.AUDITOR), member("c")
    held = Grant.objects.filter(user=OuterRef("pk")).order_by("pk")
    users = User.objects.filter(pk__in=[one.pk, other.pk, nobody.pk]).order_by("pk")
    with django_assert_num_queries(1):
        found = list(users.values_list(Many(held.values_list("role", "unit_id")), Many(held.values_list("role"))))
    assert found == [
        ([["clerk", CENTRE], ["duty", CENTRE]], ["clerk", "duty"]),
        ([["auditor", CENTRE]], ["auditor"]),
        ([], []),
    ]


def test_it_is_asked_prepared_with_slots_inside():
    user = member("a", Role.CLERK)
    role = Grant.objects.filter(user=OuterRef("pk"), role=Slot("role")).values_list("unit_id", "active_to")
    prepared = Prepared(lambda: User.objects.filter(pk=Slot("user")).values_list(Many(role), flat=True))
    assert prepared.ask(user=user.pk, role=Role.CLERK) == [[[CENTRE, None]]]
    assert prepared.ask(user=user.pk, role=Role.DUTY) == [[]]


def test_flags_come_as_what_is_true_or_is_not():
    user = member("a")
    User.objects.filter(pk=user.pk).update(must_change_password=True)
    flags = User.objects.filter(pk=OuterRef("pk")).values_list("is_active", "must_change_password", "name")
    ((found,),) = User.objects.filter(pk=user.pk).values_list(Many(flags))
    assert [(bool(active), bool(change), name) for active, change, name in found] == [(True, True, "卫a")]
