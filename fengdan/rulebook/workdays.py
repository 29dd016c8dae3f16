"""When a limit runs out: 民法典 Art. 200–203 over the county's own calendar (design §3, domain.md §3.9)."""

import calendar as gregorian
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from fengdan.rulebook.calendars import ONE_DAY, ZONE, Calendar, Day, Year
from fengdan.rulebook.limits import Limit, Unit, parse_limit

__all__ = ["Calendar", "Day", "Due", "Limit", "Unit", "Year", "due", "parse_limit"]

START = "起始日不计入"
REMEMBERED = 4096  # a sweep asks about the same few hundred start days again and again


@dataclass(frozen=True)
class Due:
    """The moment a limit runs out. Provisional: a year without a published calendar had a say in it."""

    at: datetime
    provisional: bool
    days: tuple[Day, ...]


def due(start: datetime, limit: Limit, calendar: Calendar, *, roll: bool = True) -> Due:
    """When the limit that starts at `start` runs out.

    The start day is not counted; a limit in days or months ends when business hours end on its last day, and when that
    is no working day, on the next one — unless `roll` is off, which gives the date that is safe whoever decides.
    Hours and minutes run from the moment itself; working hours only while the office is open.
    """
    if start.tzinfo is None:
        raise ValueError("a moment carries its time zone")
    start = start.astimezone(ZONE)
    match limit.unit:
        case Unit.WORKING_DAYS:
            return _working_days(start.date(), limit.amount, calendar) if limit.amount else _same_day(start, calendar)
        case Unit.WORKING_HOURS:
            return _working_hours(start, timedelta(hours=limit.amount), calendar)
        case Unit.DAYS:
            return _natural(start.date(), start.date() + limit.amount * ONE_DAY, calendar, roll=roll)
        case Unit.MONTHS:
            return _natural(start.date(), _months_after(start.date(), limit.amount), calendar, roll=roll)
        case Unit.HOURS:
            return Due(start + timedelta(hours=limit.amount), provisional=False, days=())
        case Unit.MINUTES:
            return Due(start + timedelta(minutes=limit.amount), provisional=False, days=())


@lru_cache(maxsize=REMEMBERED)
def _working_days(start: date, amount: int, calendar: Calendar) -> Due:
    days = [Day(start, False, START)]
    for day in calendar.days_after(start):
        days.append(day)
        amount -= day.counts
        if not amount:
            break
    return _closing(days, calendar)


def _same_day(start: datetime, calendar: Calendar) -> Due:
    today = calendar.day(start.date())
    if today.counts and start < calendar.closes(today.date):
        return _closing([today], calendar)
    days = [Day(today.date, False, f"{today.why}，已下班" if today.counts else today.why)]
    for day in calendar.days_after(today.date):
        days.append(day)
        if day.counts:
            break
    # whether the start day itself was open decided where the count went
    return _closing(days, calendar, since=today.date)


def _working_hours(start: datetime, left: timedelta, calendar: Calendar) -> Due:
    days: list[Day] = []
    day = calendar.day(start.date())
    while True:
        days.append(day)
        for opens, closes in calendar.hours_in(day.date.year) if day.counts else ():
            begin = max(start, datetime.combine(day.date, opens, ZONE))
            span = datetime.combine(day.date, closes, ZONE) - begin
            if left <= span:
                provisional = not all(calendar.published(read.date) for read in days)
                return Due(begin + left, provisional, tuple(days))
            left -= max(span, timedelta())
        day = calendar.day(day.date + ONE_DAY)


@lru_cache(maxsize=REMEMBERED)
def _natural(start: date, last: date, calendar: Calendar, *, roll: bool) -> Due:
    days = [Day(start, False, START)]
    span = (last - start).days
    days += [Day(start + number * ONE_DAY, True, f"第{number}日") for number in range(1, span + 1)]
    since = last
    while roll and not calendar.is_working_day(last):
        last += ONE_DAY
        read = calendar.day(last)
        days.append(Day(last, read.counts, f"末日逢休息日，顺延（{read.why}）"))
    return _closing(days, calendar, since=since)


def _closing(days: list[Day], calendar: Calendar, since: date | None = None) -> Due:
    """Close on the last day. Provisional if a day from `since` on (by default, after the start) is unpublished."""
    last = days[-1].date
    first = since or min(days[0].date + ONE_DAY, last)
    provisional = not all(year in calendar.years for year in range(first.year, last.year + 1))
    return Due(calendar.closes(last), provisional, tuple(days))


def _months_after(start: date, months: int) -> date:
    """The same day of a later month, or that month's last day when it has none (民法典 Art. 202)."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, gregorian.monthrange(year, month + 1)[1]))
