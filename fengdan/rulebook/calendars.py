"""The county's own calendar by year: which days are worked, and when the office is open (design §3)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from fengdan.rulebook.errors import Refused

ZONE = ZoneInfo("Asia/Shanghai")
ONE_DAY = timedelta(days=1)
SATURDAY = 5
WEEKDAYS = "一二三四五六日"  # from Monday on

Hours = tuple[tuple[time, time], ...]
DEFAULT_HOURS: Hours = ((time(8, 30), time(12)), (time(14, 30), time(18)))


class Day(NamedTuple):
    """One day of a count, and why it counts or not."""

    date: date
    counts: bool
    why: str


@dataclass(frozen=True)
class Year:
    """A published year: what differs from Monday–Friday, and the office hours."""

    off: frozenset[date]
    work: frozenset[date]
    hours: Hours

    def __post_init__(self) -> None:
        moments = [moment for span in self.hours for moment in span]
        if not moments or any(earlier >= later for earlier, later in pairwise(moments)):
            raise Refused("办公时间应至少有一段，且各段先后相接、互不重叠。", field="hours")


@dataclass(frozen=True, eq=False)  # told apart by identity, so that counts over it can be remembered
class Calendar:
    """The published years of a county. `version` names them all, for the event row."""

    years: Mapping[int, Year]
    version: str

    def day(self, when: date) -> Day:
        """The day as the calendar reads it."""
        year = self.years.get(when.year)
        weekday = when.weekday() < SATURDAY
        if year is None:
            return Day(when, weekday, f"{'工作日' if weekday else '周末'}（当年日历未公布，暂按周一至周五）")
        if when in year.work:
            return Day(when, True, "工作日" if weekday else "调休上班日")
        if when in year.off:
            return Day(when, False, "法定节假日放假")
        return Day(when, weekday, "工作日" if weekday else "周末")

    def published(self, when: date) -> bool:
        return when.year in self.years

    def is_working_day(self, when: date) -> bool:
        return self.day(when).counts

    def days_after(self, when: date) -> Iterator[Day]:
        while True:
            when += ONE_DAY
            yield self.day(when)

    def workday_after(self, when: date) -> date:
        """The first working day after this one."""
        return next(day.date for day in self.days_after(when) if day.counts)

    def hours_in(self, year: int) -> Hours:
        """Office hours of the year; of the nearest published one before it (else after) while it has none."""
        if year not in self.years:
            before = [known for known in self.years if known < year]
            if not self.years:
                return DEFAULT_HOURS
            year = max(before) if before else min(self.years)
        return self.years[year].hours

    def closes(self, when: date) -> datetime:
        """The end of business hours on a day, working day or not."""
        return datetime.combine(when, self.hours_in(when.year)[-1][1], ZONE)
