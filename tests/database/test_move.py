"""Many rows changed or added by one statement are as if each had been saved."""

from datetime import date

import pytest
from django.db.models import Sum

from fengdan.database.insert import Numbers, insert, insert_many
from fengdan.database.move import move
from fengdan.database.stored import MOST
from fengdan.journal.models import Entry
from fengdan.matters.models import Counter
from fengdan.outbox.models import Letter
from fengdan.people.models import Grant, User
from fengdan.rulebook.actor import Role
from fengdan.rulebook.facts import CENTRE
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 1)


def grants(count):
    users = [User.objects.create_user(f"wei{number}", f"卫{number}", "x") for number in range(count)]
    return [Grant.objects.create(user=user, role=Role.CLERK, unit_id=CENTRE, active_from=DAY) for user in users]


def test_each_row_gets_values_of_its_own_and_the_others_keep_theirs():
    one, other, third = grants(3)
    rows = [(one.pk, Role.DUTY, date(2026, 5, 1)), (other.pk, Role.AUDITOR, None)]
    assert move(Grant, rows, to=("role", "active_to")) == 2
    for grant in (one, other, third):
        grant.refresh_from_db()
    assert [(grant.role, grant.active_to) for grant in (one, other, third)] == [
        ("duty", date(2026, 5, 1)),
        ("auditor", None),
        ("clerk", None),
    ]


def test_a_row_that_is_not_as_it_was_read_is_left_and_not_counted():
    one, other, third = grants(3)
    Grant.objects.filter(pk=third.pk).update(active_to=date(2026, 6, 1))
    rows = [(row.pk, Role.DUTY, role, None) for row, role in ((one, "clerk"), (other, "duty"), (third, "clerk"))]
    assert move(Grant, rows, to=("role",), only_if=("role", "active_to")) == 1
    found = Grant.objects.filter(pk__in=[one.pk, other.pk, third.pk]).order_by("pk")
    assert list(found.values_list("role", flat=True)) == ["duty", "clerk", "clerk"]


def test_nothing_to_do_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert move(Grant, [], to=("role",)) == 0
        insert_many([])


def test_rows_added_together_are_read_back_as_they_were():
    written = {"to_unit": CENTRE, "template": "remind", "matter_id": 20261123000001, "matter_seq": 3}
    rows = [
        Letter(**written, to_role=Role.DUTY, about="take", written_at=MORNING),
        Letter(**written, to_role=Role.DIRECTOR, to_user=7, written_at=MORNING, read_at=MORNING),
    ]
    insert_many(rows)
    plain = [vars(row) | {"_state": None, "id": None} for row in rows]
    assert [vars(row) | {"_state": None, "id": None} for row in Letter.objects.order_by("pk")] == plain


def test_rows_that_bring_their_numbers_keep_them_and_the_next_one_gets_another():
    before = User(username="wei0", name="卫测")
    insert(before)
    numbers, count = Numbers(), Numbers.AT_ONCE + 3
    rows = [User(pk=numbers.take(User), username=f"shi{number}", name="石测") for number in range(count)]
    insert_many(rows)
    after = User(username="wei1", name="卫测")
    insert(after)
    assert dict(User.objects.filter(name="石测").values_list("pk", "username")) == {
        row.pk: row.username for row in rows
    }
    assert len({before.pk, after.pk, *(row.pk for row in rows)}) == count + 2
    assert after.pk > before.pk


def test_more_rows_than_a_statement_holds_are_written_all_the_same():
    count = MOST // 3
    insert_many([Counter(series=f"x:{number}", last=number) for number in range(count)])
    rows = [(counter.pk, counter.last + 1, counter.last) for counter in Counter.objects.filter(series__startswith="x:")]
    assert move(Counter, rows, to=("last",), only_if=("last",)) == len(rows) == count
    assert (
        Counter.objects.filter(series__startswith="x:").aggregate(Sum("last"))["last__sum"] == count * (count + 1) // 2
    )


def test_json_is_kept_as_json():
    rows = [
        Entry(
            seq=9_000 + number, at=MORNING, act="x", actor_id="y", facts={"名": [number, None, {"a": True}]}, hash="h"
        )
        for number in range(3)
    ]
    insert_many(rows)
    found = Entry.objects.filter(seq__gte=9_000).order_by("seq")
    assert list(found.values_list("facts", flat=True)) == [row.facts for row in rows]
