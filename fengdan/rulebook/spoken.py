"""Days and moments as people say them, in the county's own time."""

from collections.abc import Iterable
from datetime import date, datetime

from fengdan.rulebook.calendars import WEEKDAYS, ZONE


def spoken(moment: datetime) -> str:
    """11月23日15:00."""
    local = moment.astimezone(ZONE)
    return f"{local.month}月{local.day}日{local:%H:%M}"


def day_words(day: date) -> str:
    """11月23日（周一）."""
    return f"{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"


def moment_words(moment: datetime) -> str:
    """11月23日（周一）15:00."""
    local = moment.astimezone(ZONE)
    return f"{day_words(local.date())}{local:%H:%M}"


def moments_words(moments: Iterable[datetime]) -> str:
    """11月23日（周一）15:00、15:30，11月24日（周二）09:00."""
    days: dict[date, list[str]] = {}
    for each in moments:
        local = each.astimezone(ZONE)
        days.setdefault(local.date(), []).append(f"{local:%H:%M}")
    return "，".join(f"{day_words(day)}{'、'.join(times)}" for day, times in days.items())


def span_words(starts: datetime, ends: datetime) -> str:
    """11月23日（周一）15:00–16:00."""
    return f"{moment_words(starts)}–{ends.astimezone(ZONE):%H:%M}"
