"""What the bench generates is a true ledger, and BARE holds the same."""

import pytest
from django.db import connection

from bench.bulk.fill import fill
from bench.works import _registrations
from fengdan.database.triggers import problems
from fengdan.matters.models import Matter
from fengdan.matters.verify import verify

pytestmark = pytest.mark.django_db
MATTERS = 200


def test_bulk_matters_verify_and_leave_the_database_guarded():
    fill(MATTERS, towns=1, processes=1)
    checked = verify()
    assert checked["problems"] == []
    assert checked["matters"] == Matter.objects.count() == MATTERS
    assert problems(connection) == []


def test_another_filling_goes_on_with_the_numbers():
    fill(20, towns=1, processes=1)
    fill(20, towns=1, processes=1, seed=2)
    checked = verify()
    assert (checked["problems"], checked["matters"]) == ([], 40)


def test_the_people_and_words_are_new_every_time():
    told = _registrations()
    assert next(told) != next(told)
