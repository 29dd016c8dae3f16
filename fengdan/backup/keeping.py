"""Which of the daily backups are kept."""

from collections.abc import Iterable
from datetime import date

DAYS, WEEKS, MONTHS = 7, 5, 12


def kept_days(days: Iterable[date]) -> set[date]:
    """The newest seven, the newest of each of the newest five weeks, the newest of each of the newest twelve months.

    Applied every day it keeps what it would keep if it were applied once at the end.
    """
    newest_first = sorted(set(days), reverse=True)
    weeks: dict[tuple[int, int], date] = {}
    months: dict[tuple[int, int], date] = {}
    for day in newest_first:
        weeks.setdefault(day.isocalendar()[:2], day)
        months.setdefault((day.year, day.month), day)
    return {*newest_first[:DAYS], *list(weeks.values())[:WEEKS], *list(months.values())[:MONTHS]}
