"""When a limit runs out: 民法典 Art. 200–203 over the county's own calendar (design §3, domain.md §3.9)."""

import calendar as gregorian
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from fengdan.rulebook.calendars import ONE_DAY, ZONE, Calendar, Day, Year
from fengdan.rulebook.limits import Limit, Unit, parse_limit

__all__ = ["Calendar", "Day", "Due", "Limit", "Unit", "Year", "due", "parse_limit"]

START = "起始日不计入"
SUSPENDED = "中止期间不计"
EXTENDED = "延长，"
REMEMBERED = 4096  # a sweep asks about the same few hundred start days again and again


@dataclass(frozen=True)
class Due:
    """The moment a limit runs out. Provisional: a year without a published calendar had a say in it."""

    at: datetime
    provisional: bool
    days: tuple[Day, ...]


Span = tuple[datetime, datetime]
NONE: frozenset[date] = frozenset()


def due(
    start: datetime,
    limit: Limit,
    calendar: Calendar,
    *,
    roll: bool = True,
    more: Sequence[Limit] = (),
    without: Sequence[Span] = (),
) -> Due:
    """When the limit that starts at `start` runs out.

    The start day is not counted; a limit in days or months ends when business hours end on its last day, and when that
    is no working day, on the next one — unless `roll` is off, which gives the date that is safe whoever decides.
    Hours and minutes run from the moment itself; working hours only while the office is open.

    `more` are extensions, counted on from the day before them. `without` are suspensions (from, to), in order and
    apart: of days, the one it begins on counts and the one it ends on does not, as no starting day does (民法典
    Art. 201); of hours, exactly those between.
    """
    if start.tzinfo is None:
        raise ValueError("a moment carries its time zone")
    at, parts = start.astimezone(ZONE), []
    limits = (limit, *more)
    for place, each in enumerate(limits, start=1):
        parts.append(_one(at, each, calendar, roll=roll and place == len(limits), without=without))
        at = parts[-1].at.astimezone(ZONE)
    more_days = (day for part in parts[1:] for day in part.days[1:])
    days = parts[0].days + tuple(Day(day.date, day.counts, f"{EXTENDED}{day.why}") for day in more_days)
    return Due(at, any(part.provisional for part in parts), days)


def _one(start: datetime, limit: Limit, calendar: Calendar, *, roll: bool, without: Sequence[Span]) -> Due:
    amount, day = limit.amount, start.date()
    match limit.unit:
        case Unit.WORKING_DAYS if not amount:
            return _same_day(start, calendar)
        case Unit.WORKING_DAYS:
            return _working_days(day, amount, calendar, _out(without))
        case Unit.WORKING_HOURS:
            return _working_hours(start, timedelta(hours=amount), calendar, without)
        case Unit.DAYS:
            return _natural(day, amount, calendar, _out(without), roll=roll)
        case Unit.MONTHS:
            span = (_months_after(day, amount) - day).days
            return _natural(day, span, calendar, _out(without), roll=roll)
        case Unit.HOURS | Unit.MINUTES:
            left = timedelta(hours=amount) if limit.unit is Unit.HOURS else timedelta(minutes=amount)
            return _elapsed(start, left, without)


def _out(without: Sequence[Span]) -> frozenset[date]:
    """The days that do not count because of suspensions."""
    if not without:
        return NONE
    spans = [(since.astimezone(ZONE).date(), until.astimezone(ZONE).date()) for since, until in without]
    return frozenset(
        since + number * ONE_DAY for since, until in spans for number in range(1, (until - since).days + 1)
    )


def _elapsed(start: datetime, left: timedelta, without: Sequence[Span]) -> Due:
    at = start
    for since, until in without:
        run = max(since - at, timedelta())
        if until > at and run < left:
            left -= run
            at = until
    return Due(at + left, provisional=False, days=())


@lru_cache(maxsize=REMEMBERED)
def _working_days(start: date, amount: int, calendar: Calendar, out: frozenset[date]) -> Due:
    days = [Day(start, False, START)]
    for day in calendar.days_after(start):
        read = Day(day.date, False, SUSPENDED) if day.date in out else day
        days.append(read)
        amount -= read.counts
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


def _working_hours(start: datetime, left: timedelta, calendar: Calendar, without: Sequence[Span]) -> Due:
    days: list[Day] = []
    day = calendar.day(start.date())
    while True:
        days.append(day)
        for opens, closes in calendar.hours_in(day.date.year) if day.counts else ():
            begin = max(start, datetime.combine(day.date, opens, ZONE))
            for since, until in _open(begin, datetime.combine(day.date, closes, ZONE), without):
                if left <= until - since:
                    provisional = not all(calendar.published(read.date) for read in days)
                    return Due(since + left, provisional, tuple(days))
                left -= until - since
        day = calendar.day(day.date + ONE_DAY)


def _open(begin: datetime, end: datetime, without: Sequence[Span]) -> Iterator[Span]:
    """What is left of a stretch of office hours beside the suspensions."""
    for since, until in without:
        if since < end and until > begin:
            if since > begin:
                yield begin, since
            begin = max(begin, until)
    if begin < end:
        yield begin, end


@lru_cache(maxsize=REMEMBERED)
def _natural(start: date, span: int, calendar: Calendar, out: frozenset[date], *, roll: bool) -> Due:
    days, last, number = [Day(start, False, START)], start, 0
    while number < span:
        last += ONE_DAY
        number += last not in out
        days.append(Day(last, False, SUSPENDED) if last in out else Day(last, True, f"第{number}日"))
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
