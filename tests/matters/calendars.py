"""Calendars to load in tests, and an oracle that ticks off days and minutes by what their files say."""

import csv
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.conf import settings

from fengdan.rulebook.calendars import ZONE

LINE = ["kind", "value", "note", "source"]
NEXT = [
    ("notice", "国务院办公厅关于2027年部分节假日安排的通知", "", "假定"),
    ("hours", "08:30-12:00", "", "假定"),
    ("hours", "14:30-18:00", "", "假定"),
    *(("off", f"2027-01-0{day}", "元旦", "假定") for day in (1, 2, 3)),
    *(("off", f"2027-02-{day:02}", "春节", "假定") for day in range(5, 13)),
]


def rows_of(year: int = 2026) -> list[tuple[str, ...]]:
    """The county's own file."""
    with (settings.COUNTY_DIR / "calendar" / f"{year}.csv").open(encoding="utf-8") as file:
        return [tuple(row) for row in csv.reader(file)][1:]


def written(folder: Path, rows: list[tuple[str, ...]], name: str = "2026.csv") -> Path:
    """A calendar file of these lines."""
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([LINE, *rows])
    return path


class Oracle:
    """Counts one day or one minute at a time."""

    def __init__(self, *years: list[tuple[str, ...]]) -> None:
        rows = [row for year in years for row in year]
        self.off = {row[1] for row in rows if row[0] == "off"}
        self.work = {row[1] for row in rows if row[0] == "work"}
        self.years = {int(row[1][:4]) for row in rows if row[0] == "off"}

    def open(self, day: date) -> bool:
        return str(day) in self.work or (str(day) not in self.off and day.isoweekday() <= 5)

    def ends(self, start: datetime, value: str, *, roll: bool) -> datetime:
        """When the limit written like 5wd, 4wh, 30d, 48h runs out."""
        start = start.astimezone(ZONE)
        unit = value.lstrip("0123456789")
        left, day = int(value.removesuffix(unit)), start.date()
        if unit == "h":
            return start + timedelta(hours=left)
        if unit == "wh":
            return self._minutes(start, left * 60)
        if unit == "wd" and not left:
            while not self.open(day) or (day == start.date() and start.time() >= time(18)):
                day += timedelta(days=1)
        while left:
            day += timedelta(days=1)
            left -= self.open(day) if unit == "wd" else 1
        while roll and not self.open(day):
            day += timedelta(days=1)
        return datetime.combine(day, time(18), ZONE)

    def _minutes(self, minute: datetime, left: int) -> datetime:
        rest = timedelta(seconds=minute.second, microseconds=minute.microsecond)
        minute -= rest
        while left:
            morning = time(8, 30) <= minute.time() < time(12)
            left -= self.open(minute.date()) and (morning or time(14, 30) <= minute.time() < time(18))
            minute += timedelta(minutes=1)
        return minute + rest
