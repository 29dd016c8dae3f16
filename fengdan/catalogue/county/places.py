"""What must hold of the county, its townships and its villages (统计用区划代码: 6, 9 and 12 digits)."""

from collections.abc import Iterator

from fengdan.catalogue.county.files import County, Problem, Row

COUNTY_DIGITS, TOWNSHIP_DIGITS, VILLAGE_DIGITS = 6, 9, 12


def problems(county: County) -> Iterator[Problem]:
    yield from _county_problems(county)
    yield from _area_problems(county)
    yield from _village_problems(county)
    yield from _travel_problems(county)


def _county_problems(county: County) -> Iterator[Problem]:
    row, *others = county["county.csv"]
    for other in others:
        yield other.problem("code", "一套数据只管一个县", "请只留一行")
    areas = [area for area in county["areas.csv"] if area["kind"] == "county"]
    if [(area["code"], area["name"]) for area in areas] != [(row["code"], row["name"])]:
        yield row.problem("code", "与 areas.csv 中的县不一致", "请使 areas.csv 中有且只有这一个县，代码、名称相同")
    elif areas[0]["source"] != row["source"]:
        yield row.problem("source", "与 areas.csv 中的县不一致", "请使两处的来源相同")
    centres = [unit for unit in county["units.csv"] if unit["kind"] == "centre"]
    if [(unit["code"], unit["name"]) for unit in centres[:1]] != [("centre", row["centre"])]:
        mend = "请使 units.csv 中有且只有一个 centre，代码为 centre，名称相同"
        yield row.problem("centre", "与 units.csv 中的综治中心不一致", mend)
    for other in centres[1:]:
        yield other.problem("kind", f"一个县只有一个综治中心，第 {centres[0].number} 行已是", "请改正种类，或删去一行")


def _area_problems(county: County) -> Iterator[Problem]:
    for row in county["areas.csv"]:
        if row["kind"] == "county":
            yield from _code_problems(row, COUNTY_DIGITS, county.code, "本县代码")
            if row["parent"]:
                yield row.problem("parent", "县在这里没有上级", "请留空")
        else:
            yield from _code_problems(row, TOWNSHIP_DIGITS, county.code, "本县代码")
            if row["parent"] != county.code:
                yield row.problem("parent", "乡镇的上级应为本县", f"请填 {county.code}")


def _village_problems(county: County) -> Iterator[Problem]:
    townships = {area["code"] for area in county["areas.csv"] if area["kind"] == "township"}
    for row in county["villages.csv"]:
        township = row["township"]
        if township and township not in townships:
            wrong = f"“{row['name']}”不属于任何乡镇：“{township}”不是乡镇的代码"
            yield row.problem("township", wrong, "请填 areas.csv 中一个乡镇的代码")
        yield from _code_problems(row, VILLAGE_DIGITS, township, "所属乡镇代码")


def _travel_problems(county: County) -> Iterator[Problem]:
    """Every township, once the file says anything: a road that is missing would count as none at all."""
    townships = {area["code"]: area["name"] for area in county["areas.csv"] if area["kind"] == "township"}
    listed = {row["area"] for row in county["travel.csv"]}
    for row in county["travel.csv"]:
        if row["area"] == county.code:
            yield row.problem("area", "县城到县城不用写", "请只写乡镇的代码")
    for code, name in townships.items():
        if listed and code not in listed:
            yield Problem("travel.csv", 0, "area", f"缺少{name}（{code}）", "请补上从县城到那里的分钟数")


def _code_problems(row: Row, digits: int, prefix: str, whose: str) -> Iterator[Problem]:
    code, mend = row["code"], "请按统计用区划代码填写"
    if not (code.isascii() and code.isdigit() and len(code) == digits):
        yield row.problem("code", f"“{code}”不是 {digits} 位数字", mend)
    elif not code.startswith(prefix):
        yield row.problem("code", f"“{code}”不以{whose} {prefix} 开头", mend)
