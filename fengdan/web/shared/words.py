"""Moments and remaining time in the words of the office. Pure: the present is an argument."""

from datetime import date, datetime, timedelta

from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.spoken import day_words

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def _day(value: date | datetime) -> date:
    return value.astimezone(ZONE).date() if isinstance(value, datetime) else value


def day(value: date | datetime) -> str:
    """11月23日（周一）."""
    return day_words(_day(value))


def day_full(value: date | datetime) -> str:
    """2026年11月23日（周一）."""
    return f"{_day(value).year}年{day(value)}"


def day_alone(value: date | datetime) -> str:
    """2026年11月23日: on lists of terms and on official papers, where the day of the week says nothing."""
    when = _day(value)
    return f"{when.year}年{when.month}月{when.day}日"


def moment(value: datetime) -> str:
    """11月23日（周一）15:00."""
    return f"{day(value)}{value.astimezone(ZONE):%H:%M}"


def moment_full(value: datetime) -> str:
    """2026年11月23日（周一）15:00."""
    return f"{_day(value).year}年{moment(value)}"


def span(length: timedelta) -> str:
    """2 天 3 小时; 5 小时; 20 分钟. Always rounded down, so nobody is promised time that is not there."""
    if length >= DAY:
        hours = (length % DAY) // HOUR
        return f"{length // DAY} 天" + (f" {hours} 小时" if hours else "")
    if length >= HOUR:
        return f"{length // HOUR} 小时"
    return f"{length // timedelta(minutes=1)} 分钟"


def left(due: datetime | date, now: datetime) -> str:
    """还剩 2 天 3 小时; 今日到期，还剩 3 小时; 已逾期 1 天. A day has no hours: 最迟11月23日（周一），已逾期 1 天."""
    if not isinstance(due, datetime):
        return f"最迟{day(due)}，{days_left(due, now)}"
    if due < now:
        late = now - due
        return f"已逾期 {late // DAY} 天" if late >= DAY else f"已逾期 {span(late)}"
    if _day(due) == _day(now):
        return f"今日到期，还剩 {span(due - now)}"
    return f"还剩 {span(due - now)}"


def days_left(due: date, now: datetime) -> str:
    """还剩 3 天; 今天到期; 已逾期 2 天. For what is due on a day, not at a moment."""
    days = (due - _day(now)).days
    if days < 0:
        return f"已逾期 {-days} 天"
    return f"还剩 {days} 天" if days else "今天到期"


def tone(due: datetime | date, now: datetime) -> str:
    """How `left` is set: late, today, soon (within a day and a half) or calm. Never shown without the words."""
    if not isinstance(due, datetime):
        days = (due - _day(now)).days
        return "late" if days < 0 else "soon" if days else "today"
    if due < now:
        return "late"
    if _day(due) == _day(now):
        return "today"
    return "soon" if due - now <= DAY + DAY / 2 else "calm"
