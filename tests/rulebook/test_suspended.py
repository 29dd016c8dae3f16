"""What is suspended does not count and what is extended is added, against a count on one's fingers."""

from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from fengdan.rulebook.workdays import Limit, Unit, due
from tests.rulebook.test_every_day import CALENDAR, HOURS, ONE, TEN, ZONE, closing, is_open, rolled

FIRST = date(2025, 1, 1)
DAYS = st.integers(0, 400).map(lambda number: FIRST + number * ONE)
OFFICE = st.sampled_from([time(8, 30), time(9, 20), time(13), time(17, 50), time(23)])
SPANS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 9)), max_size=3)


def spans(start: datetime, gaps: list[tuple[int, int]]) -> list[tuple[datetime, datetime]]:
    """Suspensions one after the other: so many days after the last one ended, for so many days."""
    found, at = [], start
    for after, days in gaps:
        since = at + after * ONE
        at = since + days * ONE
        found.append((since, at))
    return found


def stands_still(day: date, without: list[tuple[datetime, datetime]]) -> bool:
    """The day it begins on counts, the day it ends on does not."""
    return any(since.date() < day <= until.date() for since, until in without)


@given(DAYS, OFFICE, st.integers(1, 30), st.lists(st.integers(1, 10), max_size=2), SPANS)
def test_days(start, at, amount, more, gaps):
    begun = datetime.combine(start, at, ZONE)
    without, day, left = spans(begun, gaps), start, amount + sum(more)
    while left:
        day += ONE
        left -= not stands_still(day, without)
    longer = [Limit(days, Unit.DAYS) for days in more]
    found = due(begun, Limit(amount, Unit.DAYS), CALENDAR, more=longer, without=without)
    assert found.at == closing(rolled(day))
    assert [each.date for each in found.days] == [start + n * ONE for n in range((rolled(day) - start).days + 1)]


@given(DAYS, st.integers(1, 15), st.lists(st.integers(1, 5), max_size=2), SPANS)
def test_working_days(start, amount, more, gaps):
    begun = datetime.combine(start, time(10), ZONE)
    without, day, left = spans(begun, gaps), start, amount + sum(more)
    while left:
        day += ONE
        left -= is_open(day) and not stands_still(day, without)
    longer = [Limit(days, Unit.WORKING_DAYS) for days in more]
    assert due(begun, Limit(amount, Unit.WORKING_DAYS), CALENDAR, more=longer, without=without).at == closing(day)


@given(DAYS, OFFICE, st.integers(1, 12), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 90)), max_size=3))
def test_working_hours(start, at, amount, gaps):
    """In steps of ten minutes."""
    begun = minute = datetime.combine(start, at, ZONE)
    without, since = [], begun
    for after, length in gaps:
        without.append((since + after * TEN, since + (after + length) * TEN))
        since = without[-1][1]
    worked = timedelta()
    while worked < amount * timedelta(hours=1):
        counts = is_open(minute.date()) and any(opens <= minute.time() < shuts for opens, shuts in HOURS)
        counts = counts and not any(since <= minute < until for since, until in without)
        minute += TEN
        worked += TEN * counts
    assert due(begun, Limit(amount, Unit.WORKING_HOURS), CALENDAR, without=without).at == minute


@given(DAYS, st.integers(1, 72), SPANS)
def test_hours_on_end(start, amount, gaps):
    begun = datetime.combine(start, time(10), ZONE)
    without, at, left = spans(begun, gaps), begun, timedelta(hours=amount)
    while left:
        left -= TEN * (not any(since <= at < until for since, until in without))
        at += TEN
    assert due(begun, Limit(amount, Unit.HOURS), CALENDAR, without=without).at == at


def test_a_month_is_as_long_as_it_is_and_longer_by_what_was_suspended():
    begun = datetime(2026, 1, 31, 9, tzinfo=ZONE)
    still = [(datetime(2026, 2, 2, 9, tzinfo=ZONE), datetime(2026, 2, 5, 9, tzinfo=ZONE))]
    assert due(begun, Limit(1, Unit.MONTHS), CALENDAR).at == closing(date(2026, 2, 28))
    assert due(begun, Limit(1, Unit.MONTHS), CALENDAR, without=still).at == closing(date(2026, 3, 3))
