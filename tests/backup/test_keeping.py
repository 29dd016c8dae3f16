"""Which daily backups are kept: a pure rule."""

from datetime import date, timedelta
from itertools import accumulate

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fengdan.backup.keeping import DAYS, MONTHS, WEEKS, kept_days

FIRST = date(2026, 1, 1)
# days with gaps between them, as of a machine that is off now and then
DAYS_ON = st.lists(st.integers(1, 30), max_size=60).map(
    lambda gaps: {FIRST + timedelta(days=number) for number in accumulate(gaps)}
)
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_after_two_years_of_days():
    kept = sorted(kept_days(FIRST + timedelta(days=number) for number in range(730)), reverse=True)
    last = FIRST + timedelta(days=729)
    assert kept[:DAYS] == [last - timedelta(days=number) for number in range(DAYS)]
    assert [day.isoformat() for day in kept[DAYS:]] == [
        *("2027-12-19", "2027-12-12", "2027-12-05"),
        *("2027-11-30", "2027-10-31", "2027-09-30", "2027-08-31", "2027-07-31", "2027-06-30"),
        *("2027-05-31", "2027-04-30", "2027-03-31", "2027-02-28", "2027-01-31"),
    ]


@patient
@given(DAYS_ON)
def test_the_newest_of_each_period_stays_and_never_too_many(days):
    kept = kept_days(days)
    assert kept <= days
    assert len(kept) <= DAYS + WEEKS + MONTHS
    assert set(sorted(days)[-DAYS:]) <= kept
    weeks = sorted({day.isocalendar()[:2] for day in days})
    assert set(weeks[-WEEKS:]) <= {day.isocalendar()[:2] for day in kept}
    months = sorted({(day.year, day.month) for day in days})
    assert {max(day for day in days if (day.year, day.month) == month) for month in months[-MONTHS:]} <= kept
    assert kept_days(kept) == kept


@patient
@given(DAYS_ON)
def test_day_by_day_or_at_once_is_the_same(days):
    there: set[date] = set()
    for day in sorted(days):
        there = kept_days(there | {day})
    assert there == kept_days(days)
