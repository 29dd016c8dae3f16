"""The calendar of one year by itself: a new year, or a corrected notice."""

from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from fengdan.catalogue.county.apply import publish_year
from fengdan.catalogue.county.calendar import problems
from fengdan.catalogue.county.changes import Summary
from fengdan.catalogue.county.columns import CALENDAR
from fengdan.catalogue.county.files import Problem, Row, read_file
from fengdan.catalogue.models import CalendarYear
from fengdan.catalogue.rules import rules_in_force
from fengdan.rulebook.deadlines import Rules
from fengdan.rulebook.errors import Refused

YEARS = range(1990, 2101)
FOUR = 4


@dataclass(frozen=True)
class YearFile:
    """A file that may be published. `notes` say how it was read, where not as usual."""

    year: int
    rows: list[Row]
    notes: tuple[str, ...] = ()

    def publish(self) -> Summary:
        """Inside the caller's transaction; no changes where the same is in force already."""
        summary = Summary()
        publish_year(self.year, self.rows, summary)
        return summary

    def rehearse(self) -> tuple[Summary, Rules]:
        """What `publish` would change, and the rules then; nothing stays changed."""
        with transaction.atomic():
            summary = self.publish()
            rules = rules_in_force()
            transaction.set_rollback(True)
        return summary, rules


def read_year(path: Path) -> YearFile:
    """The file of one year, named like 2027.csv. Raises Refused naming every line that is wrong."""
    found: list[Problem] = []
    notes: list[str] = []
    year = _year(path)
    rows = read_file(path, path.name, CALENDAR, found, notes)
    faults = found or [*problems(year, rows), *_gap(year, path.name)]
    if faults:
        listed = "\n".join(map(str, faults))
        raise Refused(f"日历有 {len(faults)} 处问题，没有载入：\n{listed}")
    return YearFile(year, rows, tuple(notes))


def _year(path: Path) -> int:
    stem = path.stem
    if not (stem.isascii() and stem.isdigit() and len(stem) == FOUR and int(stem) in YEARS):
        raise Refused(f"{path.name}：文件名应为四位年份（{YEARS[0]} 到 {YEARS[-1]}），请改成如 2027.csv。")
    return int(stem)


def _gap(year: int, name: str) -> list[Problem]:
    """A count over a year that is missing would be wrong without anybody noticing."""
    years = set(CalendarYear.objects.values_list("year", flat=True))
    if not years or years & {year - 1, year, year + 1}:
        return []
    nearest = min(years, key=lambda known: abs(known - year))
    wanted = nearest + 1 if nearest < year else nearest - 1
    wrong = f"{year} 年与已公布的年份不相接：{wanted} 年还没有日历"
    return [Problem(name, 0, "", wrong, f"请先载入 {wanted} 年的日历")]
