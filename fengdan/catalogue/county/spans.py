"""Rows that serve from a day to a day: `active_from` and `active_to`, the last day included."""

from collections.abc import Iterator
from datetime import date

from fengdan.catalogue.county.cells import day
from fengdan.catalogue.county.files import County, Problem, Row

FILES = ("units.csv", "liaisons.csv", "mediators.csv", "duty.csv", "oncall.csv")


def serves(row: Row, today: date) -> bool:
    """Whether the row is in force on the day. A first day that cannot be read keeps nobody out."""
    begins = day(row["active_from"])
    return (begins is None or begins <= today) and not _over(row, today)


def lasts(row: Row, today: date) -> bool:
    """Whether the row goes on after today, or is still to begin."""
    ends = day(row["active_to"])
    return ends is None or ends > today


def _over(row: Row, today: date) -> bool:
    ends = day(row["active_to"])
    return ends is not None and ends < today


def overlap(earlier: Row, later: Row) -> bool:
    """Whether two rows, in the order of their first days, serve at the same time."""
    return not earlier["active_to"] or later["active_from"] <= earlier["active_to"]


def problems(county: County) -> Iterator[Problem]:
    for file in FILES:
        for row in county[file]:
            begins, ends = day(row["active_from"]), day(row["active_to"])
            if begins and ends and ends < begins:
                yield row.problem("active_to", "早于起始日", "请核对起止日期")
