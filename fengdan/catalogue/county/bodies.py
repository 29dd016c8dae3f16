"""What must hold of committees (人民调解法 Art. 8–9) and teams (the county's own rule: domain.md §9.1)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from fengdan.catalogue.county.cells import day
from fengdan.catalogue.county.files import County, Problem, Row

COMMITTEE_SIZE = range(3, 10)
TEAM_SIZE = range(3, 7)
QUALIFIED_FULL_TIME = 2
DISPUTE_TYPES = [f"{number:02}" for number in range(1, 19)]


def committee_problems(county: County, today: date) -> Iterator[Problem]:
    members = _members(county, "committee_members.csv", "committee", today)
    for row in county["committees.csv"]:
        people = members[row["unit"]]
        ends = day(row["term_ends"])
        if ends and ends < today:
            yield row.problem("term_ends", f"任期已于 {ends} 届满", "请换届后更新任期")
        if len(people) not in COMMITTEE_SIZE:
            yield row.problem(
                "unit", f"有 {len(people)} 名委员，法律要求 3 至 9 名", "请在 committee_members.csv 中增减"
            )
        if not any(mediator.yes("female") for mediator, _ in people):
            yield row.problem("unit", "没有女性委员", "请在 committee_members.csv 中增补女性委员")
        directors = sum(member.yes("director") for _, member in people)
        if directors != 1:
            yield row.problem("unit", f"应有且只有一名主任，现有 {directors} 名", "请在 committee_members.csv 中改正")


def team_problems(county: County, today: date) -> Iterator[Problem]:
    members = _members(county, "team_members.csv", "team", today)
    for row in county["teams.csv"]:
        people = members[row["unit"]]
        if len(people) not in TEAM_SIZE:
            yield row.problem("unit", f"有 {len(people)} 人，应为 3 至 6 人", "请在 team_members.csv 中增减")
        able = sum(mediator.yes("qualified") and mediator.yes("full_time") for mediator, _ in people)
        if able < QUALIFIED_FULL_TIME:
            yield row.problem("unit", f"懂法律、懂业务的专职调解员只有 {able} 名，至少要 2 名", "请增补专职调解员")
        leaders = sum(member.yes("leader") for _, member in people)
        if leaders != 1:
            yield row.problem("unit", f"应有且只有一名负责人，现有 {leaders} 名", "请在 team_members.csv 中改正")


def type_problems(county: County) -> Iterator[Problem]:
    """All 18 types of the 司法部 statistics, and a team for each."""
    known = {row["code"] for row in county["types.csv"]}
    for code in DISPUTE_TYPES:
        if code not in known:
            yield Problem("types.csv", 0, "code", f"缺少纠纷类型 {code}", "十八类纠纷须齐全，请补上")
    taken = {code for row in county["teams.csv"] for code in row.values("matter_types")}
    for row in county["types.csv"]:
        if row["code"] not in DISPUTE_TYPES:
            yield row.problem("code", f"“{row['code']}”不在 01 至 18 之内", "请改用司法部统计的十八类代码")
        elif row["code"] not in taken:
            yield row.problem("code", f"“{row['name']}”没有任何团队承办", "请在 teams.csv 的 matter_types 中加上")


def _members(county: County, file: str, body: str, today: date) -> defaultdict[str, list[tuple[Row, Row]]]:
    """For each body the mediators who still serve, each with the row that puts them there."""
    mediators = {row["code"]: row for row in county["mediators.csv"]}
    found: defaultdict[str, list[tuple[Row, Row]]] = defaultdict(list)
    for member in county[file]:
        mediator = mediators.get(member["mediator"])
        if mediator is None:
            continue
        ends = day(mediator["active_to"])
        if ends is None or ends >= today:
            found[member[body]].append((mediator, member))
    return found
