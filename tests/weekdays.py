"""Days on which the county works, as its files say: for tests that happen now."""

import csv
from datetime import date, datetime, timedelta
from pathlib import Path

from fengdan.rulebook.calendars import ZONE

CALENDARS = Path("counties/longxi/calendar")


def working_day(ahead: int = 3) -> date:
    """The first working day at least so many days from today that is an ordinary Monday to Friday."""
    day = datetime.now(ZONE).date() + timedelta(days=ahead)
    while day.weekday() >= 5 or str(day) in _days(day.year, "off"):
        day += timedelta(days=1)
    return day


def day_off(ahead: int = 3) -> date:
    """The first Saturday or Sunday at least so many days from today that is nothing but that."""
    day = datetime.now(ZONE).date() + timedelta(days=ahead)
    while day.weekday() < 5 or str(day) in _days(day.year, "off", "work"):
        day += timedelta(days=1)
    return day


def _days(year: int, *kinds: str) -> set[str]:
    file = CALENDARS / f"{year}.csv"
    if not file.exists():
        return set()
    rows = csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines())
    return {row["value"] for row in rows if row["kind"] in kinds}


def at(clock: str, ahead: int = 3) -> str:
    """As a form sends a moment: 2026-12-02T15:00."""
    return f"{working_day(ahead)}T{clock}"
