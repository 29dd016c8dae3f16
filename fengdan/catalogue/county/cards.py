"""What must hold of the cards: whoever is on the menu is appointed, has agreed, and says what Art. 5 asks for."""

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace

from fengdan.catalogue.county import spans
from fengdan.catalogue.county.cells import day
from fengdan.catalogue.county.files import County, Problem, Row
from fengdan.rulebook.menu import NUMBERS, gaps

FILE = "cards.csv"
OLDEST = 1950


def problems(county: County, today: date) -> Iterator[Problem]:
    mediators = {row["code"]: row for row in county["mediators.csv"]}
    towns = {row["code"] for row in county["areas.csv"] if row["kind"] == "township"}
    for row in county[FILE]:
        yield from _number_problems(row, today)
        for code in row.values("areas"):
            if code not in towns:
                yield row.problem("areas", f"“{code}”不是乡镇", "请填乡镇的区域代码，服务全县的留空")
        agreed = day(row["consented_on"])
        if agreed and agreed > today:
            yield row.problem("consented_on", f"“{agreed}”还没有到", "请填本人同意公布的日期")
        mediator = mediators.get(row["mediator"])
        if mediator and row.yes("published"):
            yield from _published_problems(row, mediator, today)
    yield from _office_problems(county, mediators, today)


def _number_problems(row: Row, today: date) -> Iterator[Problem]:
    number, since = row["number"], row["since"]
    if number.isdecimal() and int(number) not in NUMBERS:
        yield row.problem("number", f"“{number}”不是手册编号", f"请填 {NUMBERS.start} 至 {NUMBERS.stop - 1}")
    if since.isdecimal() and not OLDEST <= int(since) <= today.year:
        yield row.problem("since", f"“{since}”不像是年份", f"请填 {OLDEST} 至今年的年份")


def _published_problems(row: Row, mediator: Row, today: date) -> Iterator[Problem]:
    """What keeps a card that says 是 from the menu. Somebody who has left is not shown, and no fault."""
    if not spans.lasts(mediator, today):
        return
    for column, wanted in (("number", "手册编号"), ("consented_on", "本人同意公布的日期")):
        if not row[column]:
            yield row.problem(column, f"已公布的名片没有{wanted}", "请补上，或把 published 改为“否”")
    said = SimpleNamespace(
        since=row["since"] or None,
        types=row.values("types"),
        strengths=row.values("strengths"),
        languages=row.values("languages"),
        seat=row["seat"],
        court=row["court"],
        introduction=row["introduction"],
    )
    missing = gaps(said, invited=mediator["background"] == "invited")
    if missing:
        wrong = f"已公布的名片缺{'、'.join(missing)}（法释〔2021〕23号第五条）"
        yield row.problem("published", wrong, "请补齐，或改为“否”")


def _office_problems(county: County, mediators: dict[str, Row], today: date) -> Iterator[Problem]:
    appointed = {row["mediator"] for row in county["committee_members.csv"]}
    for row in county[FILE]:
        mediator = mediators.get(row["mediator"])
        if mediator and row.yes("published") and spans.lasts(mediator, today) and row["mediator"] not in appointed:
            wrong = f"“{mediator['name']}”不在任何调委会任职，不能公布"
            yield row.problem("mediator", wrong, "请在 committee_members.csv 中登记，或把 published 改为“否”")
