"""A time and a place edited by hand past the ledger: verify names it."""

import pytest
from django.db import connection

from fengdan.database import triggers
from fengdan.matters.models import Booking, Matter
from fengdan.matters.verify import verify
from fengdan.rulebook.booking import Where
from tests.booked import booker, on, wanted
from tests.cast import Walk
from tests.matters.columns import BOOKING_COLUMNS, edit_column
from tests.matters.edits import run
from tests.matters.watch import brought_to
from tests.standing import stands

pytestmark = pytest.mark.django_db


def _booked() -> int:
    """A home visit that was moved once. Guards down."""
    Walk().register()
    walk = booker(brought_to("taken")).book(wanted(on(at="09:00"), kind=Where.HOME))
    walk.rebook(wanted(kind=Where.HOME))
    assert verify()["problems"] == []
    triggers.drop_all(connection)
    return walk.matter.pk


stood = stands(_booked)


@pytest.fixture
def booked(stood) -> Matter:
    return Matter.objects.get(pk=stood)


# while it is to come, a check keeps empty since when it is not
EDITED = [(column, which) for column in BOOKING_COLUMNS for which in ("moved", "booked")]
EDITED.remove(("matters_booking.ended_at", "booked"))


@pytest.mark.parametrize(("column", "which"), EDITED)
def test_no_column_of_a_booking_is_edited_unnoticed(booked, column, which):
    row = booked.bookings.get(status=which)
    edit_column(column, row)
    assert f"约定的时间地点 {row.pk} 被改动" in verify()["problems"]


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("DELETE FROM matters_bookedslot", "约定的时间地点 {live} 与占用的时段不符"),
        ("UPDATE matters_bookedslot SET key = 'person:m1601'", "约定的时间地点 {live} 与占用的时段不符"),
        (
            "UPDATE matters_booking SET status = 'held', ended_at = booked_at WHERE status = 'booked'",
            "约定的时间地点与办理记录不符",
        ),
        ("DELETE FROM matters_booking WHERE status = 'moved'", "约定的时间地点 {moved} 不见了"),
    ],
)
def test_what_is_gone_or_no_more_to_come_is_named(booked, statement, says):
    ids = {row.status: row.pk for row in Booking.objects.all()}
    run(statement)
    said = verify()["problems"]
    assert [each for each in said if says.format(live=ids["booked"], moved=ids["moved"]) in each]
