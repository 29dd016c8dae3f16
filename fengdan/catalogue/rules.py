"""The county's data in force, as the rulebook wants it."""

from collections.abc import Mapping
from datetime import date, time
from functools import lru_cache
from typing import Any

from fengdan import __version__
from fengdan.catalogue.models import CalendarYear, Limit
from fengdan.rulebook.deadlines import Rules
from fengdan.rulebook.workdays import Calendar, Year, parse_limit


def rules_in_force() -> Rules:
    """The newest version of every limit and calendar year. Two queries; what they give is parsed once per content."""
    limits = tuple(Limit.objects.order_by("code", "version").values_list("code", "version", "value"))
    years = tuple(CalendarYear.objects.order_by("year", "version").values_list("pk", "year", "version"))
    return _parsed(limits, years)


@lru_cache(maxsize=8)
def _parsed(limits: tuple[tuple[str, int, str], ...], years: tuple[tuple[int, int, int], ...]) -> Rules:
    newest = {code: (version, value) for code, version, value in limits}
    published = {year: (pk, version) for pk, year, version in years}
    stored = CalendarYear.objects.in_bulk([pk for pk, _ in published.values()])
    return Rules(
        calendar=Calendar(
            years={year: _year(stored[pk]) for year, (pk, _) in published.items()},
            version=",".join(f"{year}.{version}" for year, (_, version) in published.items()),
        ),
        limits={code: parse_limit(value) for code, (_, value) in newest.items()},
        versions=_versions(newest, published),
    )


def _versions(newest: Mapping[str, tuple[int, str]], published: Mapping[int, tuple[int, int]]) -> dict[str, Any]:
    return {
        "program": __version__,
        "calendar": ",".join(f"{year}.{version}" for year, (_, version) in published.items()),
        "limits": ",".join(f"{code}.{version}" for code, (version, _) in newest.items()),
    }


def _year(row: CalendarYear) -> Year:
    return Year(
        off=frozenset(date.fromisoformat(day) for day in row.off),
        work=frozenset(date.fromisoformat(day) for day in row.work),
        hours=tuple((time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in row.hours),
    )
