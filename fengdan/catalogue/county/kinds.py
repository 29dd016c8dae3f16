"""What must hold of types, routing, limits, ladder and the rest: every matter finds somebody, and some time."""

from collections.abc import Iterator
from datetime import date
from itertools import product

from fengdan.catalogue.county import spans
from fengdan.catalogue.county.arranging import article_problems, proposing_problems
from fengdan.catalogue.county.files import County, Problem, Row
from fengdan.catalogue.routing import rule_of
from fengdan.rulebook.limits import Extend
from fengdan.rulebook.routing import (
    DISPUTE,
    RELATIVE,
    SERVICE,
    Case,
    TypeFacts,
    fits,
    hidden,
)
from fengdan.rulebook.sources import LEVEL_LABELS, RISK_LABELS, SOURCE_LABELS, Level, Risk, Source
from fengdan.rulebook.supervision import KINDS, SUPERVISING

DISPUTE_TYPES = [f"{number:02}" for number in range(1, 19)]
LIMITS = (
    "accept",
    "assign",
    "take",
    "first_reply",
    "first_session",
    "mediation",
    "archive",
    "confirmation",
    "reply",
    "objection",
    "service_reply",
    "rule_on_return",
    "conference",
    "approve_reply",
    "rework",
    "follow_up",
    "low_rating",
    "terminate",
    "transfer_receipt",
    "need",
    "order",
)


def problems(county: County) -> Iterator[Problem]:
    yield from _type_problems(county)
    yield from _limit_problems(county)
    yield from _ladder_problems(county)
    yield from _supervision_problems(county)
    yield from proposing_problems(county)
    yield from article_problems(county)
    unreadable = list(_rule_problems(county))
    yield from unreadable or _routing_problems(county)


def _type_problems(county: County) -> Iterator[Problem]:
    """All 18 types of the 司法部 statistics; services beside them; who answers for each by trade, and which team."""
    units = {row["code"]: row for row in county["units.csv"]}
    known = {row["code"] for row in county["types.csv"]}
    taken = {row["unit"]: row.values("matter_types") for row in county["teams.csv"]}
    for code in DISPUTE_TYPES:
        if code not in known:
            yield Problem("types.csv", 0, "code", f"缺少纠纷类型 {code}", "十八类纠纷须齐全，请补上")
    for row in county["types.csv"]:
        code, name, team, department = row["code"], row["name"], row["team"], units.get(row["department"])
        if row["kind"] == DISPUTE and code not in DISPUTE_TYPES:
            yield row.problem("code", f"“{code}”不在 01 至 18 之内", "纠纷请用司法部统计的十八类代码")
        if row["kind"] == SERVICE and code in DISPUTE_TYPES:
            yield row.problem("kind", f"“{code}”是纠纷类型的代码", "请改成 dispute，或给便民事项另编代码")
        if department and department["kind"] != "department":
            yield row.problem("department", f"“{department['name']}”不是县直部门", "请填主管部门的代码")
        if team in taken and code not in taken[team]:
            yield row.problem("team", f"“{team}”不办“{name}”", f"请在 teams.csv 的 matter_types 中加上 {code}")


def _limit_problems(county: County) -> Iterator[Problem]:
    known = {row["code"] for row in county["limits.csv"]}
    for code in LIMITS:
        if code not in known:
            yield Problem("limits.csv", 0, "code", f"缺少时限 {code}", "请补上这一项时限")
    for row in county["limits.csv"]:
        if row["longest"] and row["extend"] == Extend.NO:
            yield row.problem("longest", "不能延长的时限写了最多延长多久", "请删去，或在 extend 中写明怎样延长")


def _ladder_problems(county: County) -> Iterator[Problem]:
    """No level missing, none above the one after it, and the county last: it decides, and nobody stands over it."""
    order, height = list(Level), 0
    rows = county["ladder.csv"]
    for number, row in enumerate(rows, start=1):
        if row["code"] != f"L{number}":
            yield row.problem("code", f"“{row['code']}”不在其位，这一级应为 L{number}", "请自下而上依次写 L1、L2……")
        if row["level"] not in set(order):
            continue  # said already: no such level
        if order.index(Level(row["level"])) < height:
            yield row.problem("level", "比前一级还低", "请自下而上依次写网格、村、乡镇、县")
        height = max(height, order.index(Level(row["level"])))
    if rows and rows[-1]["level"] in set(order) - {Level.COUNTY}:
        yield rows[-1].problem("level", "最后一级不是县级", "最后一级请写 county：由县综治中心决定去向")


def _supervision_problems(county: County) -> Iterator[Problem]:
    """Every way of supervising in its place, mildest first; what is issued has to say until when to reply."""
    rows = county["supervision.csv"]
    for row in rows:
        if row["code"] not in SUPERVISING:
            yield row.problem("code", f"“{row['code']}”不是督办方式", f"请用 {'、'.join(SUPERVISING)}")
        elif row["code"] in KINDS and not row["reply"]:
            yield row.problem("reply", "没有填写", "请填写几日内回复，如 3wd")
    found = [row["code"] for row in rows if row["code"] in SUPERVISING]
    for code in SUPERVISING:
        if code not in found:
            yield Problem("supervision.csv", 0, "code", f"缺少督办方式 {code}", "请补上这一行")
    if set(found) == set(SUPERVISING) and list(dict.fromkeys(found)) != list(SUPERVISING):
        yield Problem("supervision.csv", 0, "code", "各行的先后不对", f"请由轻到重依次写 {'、'.join(SUPERVISING)}")


def _types(county: County) -> dict[str, TypeFacts]:
    return {
        row["code"]: TypeFacts(row["name"], row["kind"], row["department"], team=row["team"])
        for row in county["types.csv"]
    }


def _rule_problems(county: County) -> Iterator[Problem]:
    types = {row["code"] for row in county["types.csv"]} | {DISPUTE, SERVICE}
    leads = {row["code"] for row in county["units.csv"]} | RELATIVE
    for row in county["routing.csv"]:
        for code in row.values("types"):
            if code not in types:
                yield row.problem("types", f"“{code}”不是事项类型", "请填 types.csv 中的代码，或 dispute、service")
        if row["lead"] and row["lead"] not in leads:
            mend = f"请填单位代码，或 {'、'.join(sorted(RELATIVE))} 之一"
            yield row.problem("lead", f"“{row['lead']}”找不到", mend)


def _routing_problems(county: County) -> Iterator[Problem]:
    """No rule that never gets its turn, and no case without a rule. That whom they name exists is checked elsewhere."""
    listed, types = [rule_of(dict(row.cells)) for row in county["routing.csv"]], _types(county)
    lines = {row["code"]: row for row in county["routing.csv"]}
    for rule, before in hidden(listed, types):
        codes = "、".join(each.code for each in listed if each in before)
        wrong = f"永远轮不到：凡适用的情形都已由前面的 {codes} 决定" if codes else "没有任何情形适用"
        yield lines[rule.code].problem("code", wrong, "请移到前面、收窄前面的条件，或删去")
    for code, kind in types.items():
        cases = (Case(code, "", *case) for case in product(Level, Source, Risk))
        missed = [case for case in cases if not any(fits(rule, case, kind.kind) for rule in listed)]
        if missed:
            first = missed[0]
            example = f"{LEVEL_LABELS[first.level]}、{SOURCE_LABELS[first.source]}、风险{RISK_LABELS[first.risk]}"
            wrong = f"“{code} {kind.name}”有 {len(missed)} 种情形没有规则适用，如{example}"
            yield Problem("routing.csv", 0, "types", wrong, "请在末尾补一条不限条件的规则")


def shortfalls(county: County, today: date) -> Iterator[Problem]:
    """Units that types and rules lead to, but that serve no more and were followed by none."""
    units = {row["code"]: row for row in county["units.csv"]}
    places = [(row, field) for row in county["types.csv"] for field in ("department", "team")]
    places += [(row, "lead") for row in county["routing.csv"]]
    places += [(row, "unit") for row in county["item_steps.csv"]]
    for row, field in places:
        unit = units.get(row[field])
        if unit and not _followed(unit, units, today):
            wrong = f"“{unit['name']}”不在办理，又没有承接单位"
            yield row.problem(field, wrong, "请改成在办理的单位，或在 units.csv 中写明承接单位", shortfall=True)


def _followed(unit: Row | None, units: dict[str, Row], today: date) -> bool:
    """Whether the unit or one of those that took its duties over serves today."""
    seen: set[str] = set()
    while unit and unit["code"] not in seen:
        if spans.serves(unit, today):
            return True
        seen.add(unit["code"])
        unit = units.get(unit["successor"])
    return False
