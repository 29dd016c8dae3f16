"""Everything that is wrong with a county's files, in sentences that say how to mend it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from fengdan.catalogue.county import bodies, calendar, cells
from fengdan.catalogue.county.files import County, Problem, read_county

COUNTY_CODE, TOWNSHIP_CODE = 6, 9
LIMITS = ("accept", "assign", "take", "first_session", "mediation", "archive", "confirmation")
BODIES = {"committees.csv": "committee", "teams.csv": "team"}


def problems(folder: Path, *, today: date) -> list[Problem]:
    """Check the folder as of a day (terms run out). An empty list means it may be loaded."""
    return read_and_check(folder, today=today)[1]


def read_and_check(folder: Path, *, today: date) -> tuple[County, list[Problem]]:
    county, found = read_county(folder)
    if found:  # what cannot be read would only echo through every other rule
        return county, found
    found += cells.problems(county)
    found += _county_problems(county)
    found += _area_problems(county)
    found += _kind_problems(county)
    found += _span_problems(county)
    found += _limit_problems(county)
    found += bodies.committee_problems(county, today)
    found += bodies.team_problems(county, today)
    found += bodies.type_problems(county)
    for year, rows in county.calendars.items():
        found += calendar.problems(year, rows)
    return county, found


def _county_problems(county: County) -> Iterator[Problem]:
    row, *others = county["county.csv"]
    for other in others:
        yield other.problem("code", "一套数据只管一个县", "请只留一行")
    names = {(area["code"], area["name"]) for area in county["areas.csv"] if area["kind"] == "county"}
    if names != {(row["code"], row["name"])}:
        yield row.problem("code", "与 areas.csv 中的县不一致", "请使 areas.csv 中有且只有这一个县，代码、名称相同")
    centres = [(unit["code"], unit["name"]) for unit in county["units.csv"] if unit["kind"] == "centre"]
    if centres != [("centre", row["centre"])]:
        mend = "请使 units.csv 中有且只有一个 centre，代码为 centre，名称相同"
        yield row.problem("centre", "与 units.csv 中的综治中心不一致", mend)


def _area_problems(county: County) -> Iterator[Problem]:
    code = county["county.csv"][0]["code"]
    for row in county["areas.csv"]:
        length = COUNTY_CODE if row["kind"] == "county" else TOWNSHIP_CODE
        if not (row["code"].isascii() and row["code"].isdigit() and len(row["code"]) == length):
            yield row.problem("code", f"“{row['code']}”不是 {length} 位数字", "请按统计用区划代码填写")
        elif not row["code"].startswith(code):
            yield row.problem("code", f"“{row['code']}”不以本县代码 {code} 开头", "请按统计用区划代码填写")
        if row["kind"] == "township" and row["parent"] != code:
            yield row.problem("parent", "乡镇的上级应为本县", f"请填 {code}")
        if row["kind"] == "county" and row["parent"]:
            yield row.problem("parent", "县在这里没有上级", "请留空")


def _kind_problems(county: County) -> Iterator[Problem]:
    """A committee's row needs a unit of that kind and the other way round; so for teams."""
    units = {row["code"]: row for row in county["units.csv"]}
    for file, kind in BODIES.items():
        listed = {row["unit"] for row in county[file]}
        for row in county[file]:
            if row["unit"] in units and units[row["unit"]]["kind"] != kind:
                yield row.problem(
                    "unit", f"“{row['unit']}”在 units.csv 中不是 {kind}", "请核对代码或 units.csv 的 kind"
                )
        for unit in units.values():
            if unit["kind"] == kind and unit["code"] not in listed:
                yield unit.problem("code", f"“{unit['name']}”在 {file} 中没有对应的一行", f"请在 {file} 中补上")


def _limit_problems(county: County) -> Iterator[Problem]:
    known = {row["code"] for row in county["limits.csv"]}
    for code in LIMITS:
        if code not in known:
            yield Problem("limits.csv", 0, "code", f"缺少时限 {code}", "请补上这一项时限")


def _span_problems(county: County) -> Iterator[Problem]:
    for file in ("units.csv", "mediators.csv"):
        for row in county[file]:
            if row["active_to"] and row["active_to"] < row["active_from"]:
                yield row.problem("active_to", "早于起始日", "请核对起止日期")
