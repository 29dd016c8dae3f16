"""Limits against the State Council's 2026 calendar, and against an oracle that ticks off days and minutes."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fengdan.rulebook.errors import Refused
from fengdan.rulebook.workdays import Calendar, Limit, Unit, Year, due, parse_limit

ZONE = ZoneInfo("Asia/Shanghai")
HOURS = ((time(8, 30), time(12)), (time(14, 30), time(18)))


def spans(year: int, *pairs: tuple[str, str]) -> frozenset[date]:
    days = set()
    for first, last in pairs:
        day, end = date.fromisoformat(f"{year}-{first}"), date.fromisoformat(f"{year}-{last}")
        while day <= end:
            days.add(day)
            day += timedelta(days=1)
    return frozenset(days)


OFF = spans(
    2026,
    ("01-01", "01-03"),
    ("02-15", "02-23"),
    ("04-04", "04-06"),
    ("05-01", "05-05"),
    ("06-19", "06-21"),
    ("09-25", "09-27"),
    ("10-01", "10-07"),
)
WORK = frozenset(date.fromisoformat(f"2026-{day}") for day in ("01-04", "02-14", "02-28", "05-09", "09-20", "10-10"))
CALENDAR = Calendar({2026: Year(OFF, WORK, HOURS)}, "2026v1")


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def ends(start: str, limit: str, *, roll: bool = True) -> str:
    return due(moment(start), parse_limit(limit), CALENDAR, roll=roll).at.strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("start", "limit", "end"),
    [
        ("2026-02-13 10:00", "5wd", "2026-02-27 18:00"),
        ("2026-04-30 10:00", "5wd", "2026-05-11 18:00"),
        ("2026-09-18 10:00", "1wd", "2026-09-20 18:00"),
        ("2026-01-20 10:00", "30d", "2026-02-24 18:00"),
        ("2026-09-19 10:00", "1wd", "2026-09-20 18:00"),
        ("2026-11-23 23:59", "1wd", "2026-11-24 18:00"),
        ("2026-01-31 10:00", "1mo", "2026-02-28 18:00"),
        ("2026-03-31 10:00", "6mo", "2026-09-30 18:00"),
        ("2026-04-04 10:00", "1mo", "2026-05-06 18:00"),
        ("2026-11-23 17:00", "4wh", "2026-11-24 11:30"),
        ("2026-11-23 08:30", "4wh", "2026-11-23 15:00"),
        ("2026-11-23 08:00", "7wh", "2026-11-23 18:00"),
        ("2026-11-23 12:30", "1wh", "2026-11-23 15:30"),
        ("2026-11-27 18:00", "1wh", "2026-11-30 09:30"),
        ("2026-02-14 17:00", "2wh", "2026-02-24 09:30"),
        ("2026-11-23 10:00", "48h", "2026-11-25 10:00"),
        ("2026-10-01 10:00", "30min", "2026-10-01 10:30"),
        ("2026-11-23 10:00", "0wd", "2026-11-23 18:00"),
        ("2026-11-23 18:00", "0wd", "2026-11-24 18:00"),
        ("2026-11-27 19:00", "0wd", "2026-11-30 18:00"),
        ("2026-10-05 10:00", "0wd", "2026-10-08 18:00"),
    ],
)
def test_runs_out(start: str, limit: str, end: str) -> None:
    assert ends(start, limit) == end


def test_unrolled_date_stays_on_the_holiday() -> None:
    assert ends("2026-01-20 10:00", "30d", roll=False) == "2026-02-19 18:00"


def test_2026_has_248_working_days() -> None:
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]
    assert sum(map(CALENDAR.is_working_day, days)) == 248


@pytest.mark.parametrize(
    ("day", "following"), [(date(2026, 9, 18), date(2026, 9, 20)), (date(2026, 9, 30), date(2026, 10, 8))]
)
def test_next_working_day(day: date, following: date) -> None:
    assert next(read.date for read in CALENDAR.days_after(day) if read.counts) == following


def test_says_why_day_by_day() -> None:
    days = due(moment("2026-02-13 10:00"), parse_limit("2wd"), CALENDAR).days
    assert [(day.date.day, day.counts) for day in days[:3]] == [(13, False), (14, True), (15, False)]
    assert [day.why for day in days[:3]] == ["起始日不计入", "调休上班日", "法定节假日放假"]
    assert (days[-1].date, days[-1].counts) == (date(2026, 2, 24), True)


def test_start_is_read_in_county_time() -> None:
    late_in_utc = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)  # already the 24th in the county
    assert due(late_in_utc, parse_limit("1wd"), CALENDAR).at == moment("2026-11-25 18:00")


def test_a_moment_without_a_zone_is_a_fault() -> None:
    with pytest.raises(ValueError, match="time zone"):
        due(datetime(2026, 11, 23, 10, 0), parse_limit("1wd"), CALENDAR)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("start", "limit", "provisional"),
    [
        ("2026-12-30 10:00", "1wd", False),
        ("2026-12-31 10:00", "1wd", True),
        ("2026-12-31 17:00", "1wh", False),
        ("2026-12-31 17:30", "1wh", True),
        ("2026-12-20 10:00", "30d", True),
        ("2026-12-31 19:00", "0wd", True),
        ("2026-12-31 10:00", "48h", False),
        ("2025-12-20 10:00", "30d", False),
        ("2025-12-31 19:00", "0wd", True),
        ("2025-12-31 19:00", "1wd", False),
    ],
)
def test_unpublished_year_is_provisional(start: str, limit: str, provisional: bool) -> None:
    assert due(moment(start), parse_limit(limit), CALENDAR).provisional is provisional


def test_without_any_calendar_weekends_and_usual_hours() -> None:
    end = due(moment("2031-01-03 10:00"), parse_limit("1wd"), Calendar({}, ""))  # a Friday
    assert (end.at, end.provisional) == (moment("2031-01-06 18:00"), True)


@pytest.mark.parametrize("text", ["", "5", "wd", "5 wd", "-1wd", "1.5d", "５wd", "5WD", "0d", "0wh", "10000d", "5wd\n"])
def test_nonsense_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        parse_limit(text)


@pytest.mark.parametrize("text", ["5wd", "4wh", "30d", "1mo", "48h", "30min", "0wd"])
def test_limit_is_written_as_read(text: str) -> None:
    assert str(parse_limit(text)) == text


@pytest.mark.parametrize(
    "hours",
    [(), ((time(12), time(8)),), ((time(8), time(12)), (time(11), time(18)))],
)
def test_senseless_hours_are_refused(hours: tuple) -> None:
    with pytest.raises(Refused):
        Year(frozenset(), frozenset(), hours)


def oracle_open(day: date) -> bool:
    return day in WORK or (day not in OFF and day.isoweekday() <= 5)


def oracle(start: datetime, limit: Limit, *, roll: bool) -> datetime:
    """Step one day or one minute at a time and tick off what counts."""
    day, left = start.date(), limit.amount
    if limit.unit is Unit.WORKING_HOURS:
        minute, left = start, limit.amount * 60
        while True:
            inside = any(begin <= minute.time() < end for begin, end in HOURS)
            left -= oracle_open(minute.date()) and inside
            minute += timedelta(minutes=1)
            if not left:
                return minute
    if limit.unit is Unit.WORKING_DAYS:
        while left:
            day += timedelta(days=1)
            left -= oracle_open(day)
    elif limit.unit is Unit.DAYS:
        while left:
            day += timedelta(days=1)
            left -= 1
        while roll and not oracle_open(day):
            day += timedelta(days=1)
    return datetime.combine(day, time(18), ZONE)


@given(
    start=st.datetimes(datetime(2026, 1, 1), datetime(2026, 10, 31)),  # noqa: DTZ001 - given its zone below
    unit=st.sampled_from([Unit.WORKING_DAYS, Unit.WORKING_HOURS, Unit.DAYS]),
    amount=st.integers(1, 25),
    roll=st.booleans(),
)
def test_agrees_with_the_oracle(start: datetime, unit: Unit, amount: int, roll: bool) -> None:
    start = start.replace(second=0, microsecond=0, tzinfo=ZONE)
    limit = Limit(amount, unit)
    end = due(start, limit, CALENDAR, roll=roll)
    assert end.at == oracle(start, limit, roll=roll)
    assert not end.provisional
    if unit is Unit.WORKING_DAYS:
        assert sum(day.counts for day in end.days) == amount


@given(st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)), st.integers(1, 48))  # noqa: DTZ001
def test_a_longer_limit_never_ends_sooner(start: datetime, amount: int) -> None:
    start = start.replace(tzinfo=ZONE)
    for unit in Unit:
        shorter, longer = (due(start, Limit(number, unit), CALENDAR).at for number in (amount, amount + 1))
        assert start < shorter <= longer
