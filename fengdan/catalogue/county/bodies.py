"""What must hold of committees (人民调解法 Art. 8–9) and teams (the county's own rule: domain.md §9.1)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from fengdan.catalogue.county import spans
from fengdan.catalogue.county.cells import day
from fengdan.catalogue.county.files import County, Problem, Row
from fengdan.rulebook.pool import committee_lacks

TEAM_SIZE = range(3, 7)
QUALIFIED_FULL_TIME = 2
BODIES = {"committees.csv": "committee", "teams.csv": "team"}


def problems(county: County) -> Iterator[Problem]:
    """A committee of the county needs its row and the other way round; so does a team. Townships' are units only."""
    units = {row["code"]: row for row in county["units.csv"]}
    counties = {area["code"] for area in county["areas.csv"] if area["kind"] == "county"}
    for file, kind in BODIES.items():
        listed = {row["unit"] for row in county[file]}
        for row in county[file]:
            unit = units.get(row["unit"])
            if unit and unit["kind"] != kind:
                mend = "请核对代码或 units.csv 的 kind"
                yield row.problem("unit", f"“{row['unit']}”在 units.csv 中不是 {kind}", mend)
            elif unit and kind == "committee" and unit["area"] not in counties:
                yield row.problem("unit", f"“{unit['name']}”不是县一级的调委会", "乡镇调委会只在 units.csv 中登记")
        for unit in units.values():
            expected = unit["kind"] == kind and (kind == "team" or unit["area"] in counties)
            if expected and unit["code"] not in listed:
                yield unit.problem("code", f"“{unit['name']}”在 {file} 中没有对应的一行", f"请在 {file} 中补上")


def shortfalls(county: County, today: date) -> Iterator[Problem]:
    """What a body in service lacks today."""
    units = {row["code"]: row for row in county["units.csv"]}
    for file, rule, members in (
        ("committees.csv", _committee_lacks, _members(county, "committee_members.csv", "committee", today)),
        ("teams.csv", _team_lacks, _members(county, "team_members.csv", "team", today)),
    ):
        for row in county[file]:
            unit = units.get(row["unit"])
            if unit is None or not spans.lasts(unit, today):
                continue
            for field, wrong, mend in rule(row, members[row["unit"]], today):
                yield row.problem(field, f"“{unit['name']}”{wrong}", mend, shortfall=True)


Members = list[tuple[Row, Row]]
Lacks = Iterator[tuple[str, str, str]]


def _committee_lacks(row: Row, people: Members, today: date) -> Lacks:
    yield from committee_lacks(
        size=len(people),
        women=sum(mediator.yes("female") for mediator, _ in people),
        directors=sum(member.yes("director") for _, member in people),
        term_ends=day(row["term_ends"]),
        today=today,
    )


def _team_lacks(row: Row, people: Members, today: date) -> Lacks:
    if len(people) not in TEAM_SIZE:
        yield "unit", f"有 {len(people)} 人，应为 3 至 6 人", "请在 team_members.csv 中增减"
    able = sum(mediator.yes("qualified") and mediator.yes("full_time") for mediator, _ in people)
    if able < QUALIFIED_FULL_TIME:
        yield "unit", f"懂法律、懂业务的专职调解员只有 {able} 名，至少要 2 名", "请增补专职调解员"
    leaders = sum(member.yes("leader") for _, member in people)
    if leaders != 1:
        yield "unit", f"应有且只有一名负责人，现有 {leaders} 名", "请在 team_members.csv 中改正"


def _members(county: County, file: str, body: str, today: date) -> defaultdict[str, Members]:
    """For each body the mediators who serve today, each with the row that puts them there."""
    mediators = {row["code"]: row for row in county["mediators.csv"]}
    found: defaultdict[str, Members] = defaultdict(list)
    for member in county[file]:
        mediator = mediators.get(member["mediator"])
        if mediator and spans.serves(mediator, today):
            found[member[body]].append((mediator, member))
    return found
