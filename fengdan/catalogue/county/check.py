"""Everything that is wrong with a county's files, in sentences that say how to mend it."""

from datetime import date
from pathlib import Path

from fengdan.catalogue.county import (
    bodies,
    calendar,
    cards,
    cells,
    duty,
    items,
    kinds,
    organisations,
    places,
    pool,
    spans,
)
from fengdan.catalogue.county.files import County, Problem, calendar_file, read_county
from fengdan.rulebook.errors import Refused


def problems(folder: Path, *, today: date) -> list[Problem]:
    """Check the folder as of a day (terms run out). An empty list means it may be loaded."""
    return read_and_check(folder, today=today)[1]


def read_and_check(folder: Path, *, today: date) -> tuple[County, list[Problem]]:
    county, found = read_county(folder)
    return county, found + check(county, today)


def check(county: County, today: date) -> list[Problem]:
    """Where a file could not be read, only what does not hang on it is checked: the rest would be echoes."""
    found = list(cells.problems(county))
    for year, rows in county.calendars.items():
        if calendar_file(year) not in county.broken:
            found += calendar.problems(year, rows)
    if not county.broken:
        found += places.problems(county)
        found += spans.problems(county)
        found += organisations.problems(county, today)
        found += bodies.problems(county)
        found += pool.problems(county)
        found += kinds.problems(county)
        found += items.problems(county)
        found += cards.problems(county, today)
        found += duty.problems(county)
        found += shortfalls(county, today)
    return found


def shortfalls(county: County, today: date) -> list[Problem]:
    """What is lacking on a day in a county that is otherwise in order."""
    rules = (bodies.shortfalls, pool.shortfalls, organisations.shortfalls, kinds.shortfalls, duty.shortfalls)
    return [problem for rule in rules for problem in rule(county, today)]


def accepted(found: list[Problem], *, running: bool) -> list[Problem]:
    """The problems that are only warnings. Refused, with every one named, when there are others."""
    faults = [problem for problem in found if not problem.mild and not (running and problem.shortfall)]
    if faults:
        listed = "\n".join(map(str, faults))
        raise Refused(f"县数据有 {len(faults)} 处问题，没有载入：\n{listed}")
    return found
