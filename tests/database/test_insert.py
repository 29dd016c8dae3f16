"""A row that was inserted is the row that saving would have made."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from fengdan.database.insert import insert
from fengdan.matters.models import Counter
from fengdan.people.models import Grant, User
from fengdan.rulebook.actor import Role
from fengdan.rulebook.facts import CENTRE

pytestmark = pytest.mark.django_db


def test_a_numbered_row_gets_its_number_and_is_read_back_as_it_was():
    first = User(username="wei", name="卫测", phone="139 0000 0000", must_change_password=True)
    second = User(username="shi", name="石测")
    insert(first)
    insert(second)
    assert second.pk > first.pk > 0
    assert not first._state.adding
    assert vars(User.objects.get(pk=first.pk)) | {"_state": None} == vars(first) | {"_state": None}


def test_personal_data_is_encrypted_on_its_way():
    user = User(username="wei", name="卫测", phone="139 0000 0000")
    insert(user)
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM people_user WHERE id = %s", [user.pk])
        (kept,) = cursor.fetchone()
    assert kept
    assert "139" not in kept


def test_a_row_under_a_key_of_its_own_keeps_it_and_is_saved_again_as_any_other():
    row = Counter(series="测", last=1)
    insert(row)
    row.last = 2
    row.save()
    assert list(Counter.objects.filter(series="测").values_list("last", flat=True)) == [2]


def test_what_the_database_refuses_is_refused():
    insert(Counter(series="测", last=1))
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(Counter(series="测", last=1))
    user = User.objects.create_user("wei", "卫测", "x")
    held = {"user": user, "role": Role.CLERK, "unit_id": CENTRE, "active_from": date(2026, 1, 1)}
    insert(Grant(**held))
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(Grant(**held))
