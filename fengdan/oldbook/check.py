"""The whole register checked: what would come in, what is here already, and everything that is wrong."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from fengdan.matters.models import ImportedRow
from fengdan.oldbook.columns import BY_KEY
from fengdan.oldbook.county import county_on
from fengdan.oldbook.days import day_of
from fengdan.oldbook.problem import Problem
from fengdan.oldbook.row import Row, read_row
from fengdan.oldbook.sheet import LACKING, Line, read, text_of
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.facts import CENTRE, MatterFacts
from fengdan.rulebook.stages import Stage
from fengdan.vault import blind

MOST_KEYS = 500  # asked for at once
CHANGED = "这一号已经导入过，内容与上次不同。请到该事项办理“更正”，并把这一行恢复原样或删去。"


@dataclass(frozen=True)
class Checked:
    """`rows` are to be taken over, by key; `known` are here already. Nothing comes in while there are problems."""

    sheet: str
    lines: int
    rows: dict[str, Row]
    known: int
    unknown: list[str]
    problems: list[Problem]


def check(data: bytes, at: datetime) -> Checked:
    """Check a register as of `at`. Raises Refused for what cannot be read at all."""
    sheet = read(data)
    county = county_on(at.astimezone(ZONE).date(), MatterFacts(Stage.ACCEPTED, CENTRE, at))
    rows: list[Row] = []
    problems = list(sheet.problems)
    if not any(problem.text.startswith(LACKING) for problem in problems):
        for line in sheet.lines:
            row, wrong = read_row(line, county, at)
            rows += [row] if row else []
            problems += wrong
        problems += _twice(sheet.lines)
    keyed = {key_of(row): row for row in rows}
    here = _here(list(keyed))
    problems += _changed(keyed, here)
    fresh = {key: row for key, row in keyed.items() if key not in here}
    if not sheet.lines:
        problems.append(Problem(0, "", "表头下面没有内容。"))
    problems.sort(key=lambda problem: problem.row)
    return Checked(sheet.name, len(sheet.lines), fresh, len(here), sheet.unknown, problems)


def key_of(row: Row) -> str:
    """The register's own number in the year of its row."""
    return blind.index("old_book", f"{row.registered_at.astimezone(ZONE).year} {row.number}")


def digest_of(line: Line) -> str:
    """One digest of all cells."""
    return blind.index("old_row", json.dumps(line.cells, ensure_ascii=False))


def _twice(lines: list[Line]) -> Iterator[Problem]:
    """The same number in the same year: whichever the day is written like, the year stands in front."""
    seen: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for line in lines:
        if number := text_of(line.values.get("number")):
            seen[_year(line), number].append(line.row)
    for rows in seen.values():
        for row in rows[1:]:
            yield Problem(row, BY_KEY["number"].label, f"与第 {rows[0]} 行的登记号重复。请改正，或删去重复的一行。")


def _year(line: Line) -> str:
    try:
        return str(day_of(line.values.get("registered")).year)
    except Refused:
        return ""


def _here(keys: list[str]) -> dict[str, str]:
    """The digests of rows that were taken over before, by key."""
    found: dict[str, str] = {}
    for start in range(0, len(keys), MOST_KEYS):
        rows = ImportedRow.objects.filter(key__in=keys[start : start + MOST_KEYS])
        found |= dict(rows.values_list("key", "digest"))
    return found


def _changed(rows: dict[str, Row], here: dict[str, str]) -> Iterator[Problem]:
    for key in rows.keys() & here.keys():
        if digest_of(rows[key].line) != here[key]:
            yield Problem(rows[key].line.row, BY_KEY["number"].label, CHANGED)
