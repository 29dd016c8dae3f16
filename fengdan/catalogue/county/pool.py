"""What must hold of appointments and grades, and who is in no committee (人民调解法 Art. 9, 13)."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

from fengdan.catalogue.county import spans
from fengdan.catalogue.county.cells import day
from fengdan.catalogue.county.files import County, Problem, Row

RENEWED = "请在名册中续聘或办理离任"


def problems(county: County) -> Iterator[Problem]:
    for row in county["appointments.csv"]:
        yield from _backwards(row, "from_day", "until")
    for row in county["grades.csv"]:
        yield from _backwards(row, "issued_on", "expires_on")
    for rows in _terms(county).values():
        for earlier, later in pairwise(rows):
            if later["from_day"] <= earlier["until"]:
                wrong = f"与第 {earlier.number} 行的聘期（到 {earlier['until']}）重叠"
                yield later.problem("from_day", wrong, "请从前一聘期届满的次日起写，或改正其中一行")


def _backwards(row: Row, first: str, last: str) -> Iterator[Problem]:
    begins, ends = day(row[first]), day(row[last])
    if begins and ends and ends < begins:
        yield row.problem(last, "早于起始日", "请核对起止日期")


def _outside_the_term(county: County, today: date) -> Iterator[Problem]:
    """Nobody is appointed for longer than the committee itself has (Art. 9). A term that is over is named itself."""
    ends = {row["unit"]: row["term_ends"] for row in county["committees.csv"]}
    for row in county["appointments.csv"]:
        last = ends.get(row["committee"], "")
        if day(last) and str(today) <= last < row["until"]:
            wrong = f"聘期到 {row['until']}，超出调委会任期（到 {last}）"
            yield row.problem("until", wrong, "请改到任期届满日以内，或在 committees.csv 中更新任期", shortfall=True)


def _terms(county: County) -> dict[tuple[str, str], list[Row]]:
    """The terms of each mediator in each committee, earliest first."""
    found: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in sorted(county["appointments.csv"], key=lambda row: row["from_day"]):
        found[row["committee"], row["mediator"]].append(row)
    return found


def shortfalls(county: County, today: date) -> Iterator[Problem]:
    """Mediators in service whom no committee has; terms too long; then, mildly, terms and grades that have run out."""
    yield from _outside_the_term(county, today)
    places = {(row["committee"], row["mediator"]) for row in county["committee_members.csv"]}
    appointed = {mediator for _, mediator in places}
    serving = {row["code"]: row for row in county["mediators.csv"] if spans.serves(row, today)}
    for code, row in serving.items():
        if code not in appointed and spans.lasts(row, today):
            wrong = f"“{row['name']}”不在任何调委会，不能以人民调解员名义调解"
            yield row.problem("code", wrong, "请在 committee_members.csv 中登记，或写明终止日期", shortfall=True)
    for (committee, mediator), rows in _terms(county).items():
        if mediator in serving and (committee, mediator) in places:
            yield from _run_out(rows[-1], "until", f"“{serving[mediator]['name']}”的聘期", today)
    latest = {row["mediator"]: row for row in sorted(county["grades.csv"], key=lambda row: row["issued_on"])}
    for code, row in latest.items():
        if code in serving:
            yield from _run_out(row, "expires_on", f"“{serving[code]['name']}”的等级证书", today)


def _run_out(row: Row, field: str, what: str, today: date) -> Iterator[Problem]:
    ends = day(row[field])
    if ends and ends < today:
        mend = RENEWED if field == "until" else "请登记新的等级，或提醒本人申请复评"
        yield replace(row.problem(field, f"{what}已于 {ends} 届满", mend), mild=True)
