"""Every day of two published years and every usual limit, against a count of days and minutes on one's fingers."""

import csv
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from fengdan.rulebook.workdays import Calendar, Limit, Unit, Year, due

ZONE = ZoneInfo("Asia/Shanghai")
FILES = Path(__file__).resolve().parents[2] / "counties" / "longxi" / "calendar"
YEARS = (2025, 2026)
ONE, HOUR, TEN = timedelta(days=1), timedelta(hours=1), timedelta(minutes=10)
HOURS = ((time(8, 30), time(12)), (time(14, 30), time(18)))
LAST = date(2026, 12, 31)  # what ends later would ask for a year that is not published


def told(kind: str) -> frozenset[date]:
    found = set()
    for year in YEARS:
        with (FILES / f"{year}.csv").open(encoding="utf-8") as lines:
            found |= {date.fromisoformat(row["value"]) for row in csv.DictReader(lines) if row["kind"] == kind}
    return frozenset(found)


OFF, WORK = told("off"), told("work")
CALENDAR = Calendar({year: Year(OFF, WORK, HOURS) for year in YEARS}, "2025+2026")
DAYS = [date(2025, 1, 1) + number * ONE for number in range(730)]


def is_open(day: date) -> bool:
    return day in WORK or (day.isoweekday() <= 5 and day not in OFF)


def rolled(day: date) -> date:
    while not is_open(day):
        day += ONE
    return day


def ends(start: datetime, limit: Limit) -> datetime:
    return due(start, limit, CALENDAR).at


def closing(day: date) -> datetime:
    return datetime.combine(day, time(18), ZONE)


@pytest.mark.parametrize("at", [time(0), time(9, 20), time(23, 50)])
def test_days_and_working_days_of_one_to_thirty(at):
    compared = 0
    for start in DAYS:
        day, worked = start, 0
        for number in range(1, 61):
            day += ONE
            worked += is_open(day)
            begun = datetime.combine(start, at, ZONE)
            if is_open(day) and worked <= 30 and day <= LAST:
                assert ends(begun, Limit(worked, Unit.WORKING_DAYS)) == closing(day)
                compared += 1
            if number <= 30 and rolled(day) <= LAST:
                assert ends(begun, Limit(number, Unit.DAYS)) == closing(rolled(day))
                compared += 1
    assert compared > 40_000


def test_one_to_three_months():
    for start in DAYS:
        month = start.month
        for months in (1, 2, 3):
            year, later = start.year + (month + months - 1) // 12, (month + months - 1) % 12 + 1
            day = start.day
            while True:
                try:
                    last = date(year, later, day)
                    break
                except ValueError:  # no such day: the month's last one (民法典 Art. 202)
                    day -= 1
            if rolled(last) <= LAST:
                begun = datetime.combine(start, time(10), ZONE)
                assert ends(begun, Limit(months, Unit.MONTHS)) == closing(rolled(last))


@pytest.mark.parametrize("at", [time(7), time(9, 20), time(13), time(17, 50)])
def test_one_to_twelve_working_hours(at):
    for start in DAYS[:-7]:
        begun = minute = datetime.combine(start, at, ZONE)
        worked = timedelta()
        while worked < 12 * HOUR:
            counts = is_open(minute.date()) and any(opens <= minute.time() < shuts for opens, shuts in HOURS)
            minute += TEN
            worked += TEN * counts
            if counts and not worked % HOUR:
                assert ends(begun, Limit(worked // HOUR, Unit.WORKING_HOURS)) == minute
