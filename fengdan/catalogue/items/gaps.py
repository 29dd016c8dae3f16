"""What is missing or wrong in an item that somebody is writing: the rules of the county's files, for one item."""

from collections.abc import Mapping
from dataclasses import dataclass

from fengdan.catalogue.county import cells, items
from fengdan.catalogue.county.column import Kind
from fengdan.catalogue.county.columns import FILES
from fengdan.catalogue.county.export import in_force
from fengdan.catalogue.county.files import County, Problem, Row
from fengdan.catalogue.county.item_versions import ITEMS, MATERIALS, STEPS

Lines = list[dict[str, str]]


@dataclass(frozen=True)
class Gap:
    """`place` is a column of items.csv, or `unit_take`, `limit_take` for a step, or `materials`."""

    place: str
    sentence: str


def gaps(code: str, texts: Mapping[str, str], steps: Lines, materials: Lines) -> list[Gap]:
    """Judged as if it stood in the files in place of what is in force. Some two dozen queries."""
    kept = in_force().as_json()
    (fixed,) = [row for row in kept[ITEMS] if row["code"] == code]
    kept[ITEMS] = [row for row in kept[ITEMS] if row["code"] != code] + [fixed | dict(texts)]
    for file, lines in ((STEPS, steps), (MATERIALS, materials)):
        kept[file] = [row for row in kept[file] if row["item"] != code] + [row | {"item": code} for row in lines]
    county = County.from_json(kept)
    problems = [*_cells(county), *items.problems(county)]
    rows = {(file, row.number): row for file in (ITEMS, STEPS, MATERIALS) for row in county[file]}
    found = [(problem, rows.get((problem.file, problem.row))) for problem in problems]
    return [_gap(problem, row) for problem, row in found if row and _code(row) == code]


def _code(row: Row) -> str:
    return row["code" if row.file == ITEMS else "item"]


def _cells(county: County) -> list[Problem]:
    """What is wrong with single cells; codes of others are not looked up again, the form offered them."""
    references = {Kind.REFERENCE, Kind.REFERENCES}
    found = []
    for file in (ITEMS, STEPS, MATERIALS):
        for column in FILES[file]:
            if column.kind not in references:
                found += [each for row in county[file] for each in cells.cell_problems(row, column, None)]
    for file, once in ((MATERIALS, ("item", "name")), (ITEMS, ("name",))):
        found += cells.repeated(county[file], once)
    return found


def _gap(problem: Problem, row: Row) -> Gap:
    if problem.file == ITEMS:
        return Gap(problem.field, problem.sentence)
    if problem.file == STEPS:
        return Gap(f"{problem.field}_{row['step']}", problem.sentence)
    return Gap("materials", f"“{row['name']}”：{problem.sentence}")
