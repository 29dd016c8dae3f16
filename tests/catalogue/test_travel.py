"""路上时间: every township or none, each once, in whole minutes."""

from datetime import date
from pathlib import Path

import pytest

from fengdan.catalogue.county.check import problems
from tests.catalogue import small

TODAY = date(2026, 11, 23)
FILE = "travel.csv"


@pytest.fixture
def county(tmp_path: Path) -> Path:
    return small.write(tmp_path / "county")


BROKEN = {
    "the seat itself": (lambda county: small.add(county, FILE, "101010,5,假定"), (4, "area", "县城到县城不用写")),
    "twice": (lambda county: small.add(county, FILE, "101010100,5,假定"), (4, "area", "与第 2 行重复")),
    "no such place": (lambda county: small.add(county, FILE, "999,5,假定"), (4, "area", "在 areas.csv 中找不到")),
    "no minutes": (lambda county: small.edit(county, FILE, "101010100", minutes="0"), (2, "minutes", "大于 0 的整数")),
    "one is missing": (lambda county: small.drop(county, FILE, area="101010101"), (0, "area", "缺少乙乡（101010101）")),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_wrong_is_named_by_row_and_column(county: Path, name: str) -> None:
    change, (row, column, says) = BROKEN[name]
    change(county)
    (found,) = problems(county, today=TODAY)
    assert (found.file, found.row, found.field) == (FILE, row, column)
    assert says in found.wrong


def test_a_county_that_says_nothing_of_roads_is_in_order(county: Path) -> None:
    (county / FILE).write_text("area,minutes,source\n", encoding="utf-8")
    assert problems(county, today=TODAY) == []
