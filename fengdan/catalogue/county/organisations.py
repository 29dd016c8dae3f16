"""What must hold of units: where each stands, what is above it, who follows it, and that somebody answers for it."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from fengdan.catalogue.county import spans
from fengdan.catalogue.county.files import County, Problem, Row

# kind of unit → kinds of area it may stand in, and how that is said
STANDS_IN = {
    "centre": ({"county"}, "本县"),
    "township": ({"township"}, "一个乡镇"),
    "village": ({"village", "community"}, "一个村或社区"),
    "committee": ({"county", "township"}, "本县或一个乡镇"),
}
UNDER_THE_CENTRE = frozenset({"township", "department", "team"})
# kind of unit → roles of those who may answer for it
LIAISONS = {"township": {"town"}, "village": {"village", "grid"}, "department": {"dept", "court", "justice"}}


def problems(county: County, today: date) -> Iterator[Problem]:
    areas = area_kinds(county)
    units = {row["code"]: row for row in county["units.csv"]}
    for row in units.values():
        kinds, said = STANDS_IN.get(row["kind"], (set(), ""))
        if kinds and row["area"] in areas and areas[row["area"]] not in kinds:
            yield row.problem("area", f"“{row['name']}”的区域应为{said}", "请改成相应的区域代码")
    yield from _coverage_problems(county, today)
    yield from _above_problems(county, units)
    yield from _successor_problems(units)
    yield from _role_problems(county, units)


def area_kinds(county: County) -> dict[str, str]:
    """Area code → its kind, townships and villages alike."""
    return {row["code"]: row["kind"] for file in ("areas.csv", "villages.csv") for row in county[file]}


def _coverage_problems(county: County, today: date) -> Iterator[Problem]:
    """One unit at a time for each township and each village. One that ended keeps its place: its successor answers."""
    for file, kind, wanted in (("areas.csv", "township", "乡镇综治中心"), ("villages.csv", "village", "村级调委会")):
        of_area: defaultdict[str, list[Row]] = defaultdict(list)
        for unit in county["units.csv"]:
            if unit["kind"] == kind:
                of_area[unit["area"]].append(unit)
        for area in county[file]:
            if area["kind"] != "county" and area["code"] not in of_area:
                yield area.problem("code", f"“{area['name']}”没有{wanted}", f"请在 units.csv 中补上一个 {kind}")
        for units in of_area.values():
            lasting = sorted((unit for unit in units if spans.lasts(unit, today)), key=lambda unit: unit["active_from"])
            for earlier, later in pairwise(lasting):
                if spans.overlap(earlier, later):
                    wrong = f"与第 {earlier.number} 行的“{earlier['name']}”同时管一个区域"
                    yield later.problem("area", wrong, "一个区域只能有一个单位，请改正区域或起止日期")


def _above_problems(county: County, units: dict[str, Row]) -> Iterator[Problem]:
    townships = {row["code"]: row["township"] for row in county["villages.csv"]}
    for row in units.values():
        kind, above = row["kind"], units.get(row["above"])
        if kind == "village":
            right = above and above["kind"] == "township" and above["area"] == townships.get(row["area"])
            if not right:
                yield row.problem("above", "村（社区）的上级应为所属乡镇的综治中心", "请填该乡镇单位的代码")
        elif kind in UNDER_THE_CENTRE and row["above"] != "centre":
            yield row.problem("above", "上级应为综治中心", "请填 centre")
        elif kind == "centre" and row["above"]:
            yield row.problem("above", "综治中心在这里没有上级", "请留空")
        elif kind == "committee" and above and above["kind"] == "committee":
            yield row.problem("above", "调委会的上级不能是调委会", "请改成所属单位，或留空")


def _successor_problems(units: dict[str, Row]) -> Iterator[Problem]:
    """Each cycle is named once, at the first of its rows."""
    done: set[str] = set()
    for start in units:
        path: list[str] = []
        code = start
        while code in units and code not in done:
            done.add(code)
            path.append(code)
            code = units[code]["successor"]
        if code in path:
            cycle = path[path.index(code) :]
            if len(cycle) == 1:
                yield units[code].problem("successor", "承接单位是它自己", "请改成另一个单位，或留空")
            else:
                shown = " → ".join([*cycle, code])
                yield units[code].problem("successor", f"承接关系绕成一圈：{shown}", "请改正其中一个承接单位")


def _role_problems(county: County, units: dict[str, Row]) -> Iterator[Problem]:
    for row in county["liaisons.csv"]:
        unit = units.get(row["unit"])
        if unit is None:
            continue
        roles = LIAISONS.get(unit["kind"])
        if roles is None:
            yield row.problem("unit", f"“{unit['name']}”不设联络员", "请改成部门、乡镇或村（社区）")
        elif row["role"] not in roles:
            mend = f"请从 {'、'.join(sorted(roles))} 中选"
            yield row.problem("role", f"“{row['role']}”与“{unit['name']}”的种类不符", mend)


def shortfalls(county: County, today: date) -> Iterator[Problem]:
    """Units in service that nobody answers for or that stand under one no more, people who answer for one no more."""
    units = {row["code"]: row for row in county["units.csv"]}
    answered = set()
    for row in county["liaisons.csv"]:
        if not spans.serves(row, today):
            continue
        answered.add(row["unit"])
        unit = units.get(row["unit"])
        if unit and not spans.serves(unit, today) and spans.lasts(row, today):
            wrong = f"联络员{row['name']}所在的“{unit['name']}”不在办理"
            yield row.problem("unit", wrong, "请改成承接它的单位，或写明终止日期", shortfall=True)
    for unit in units.values():
        if unit["kind"] in LIAISONS and unit["code"] not in answered and spans.serves(unit, today):
            wrong, mend = f"“{unit['name']}”没有在任的联络员", "请在 liaisons.csv 中补上一名"
            yield unit.problem("code", wrong, mend, shortfall=True)
        above = units.get(unit["above"])
        if above and spans.lasts(unit, today) and not spans.lasts(above, today):
            wrong = f"“{unit['name']}”的上级“{above['name']}”已停办"
            yield unit.problem("above", wrong, "请改成承接它的单位", shortfall=True)
