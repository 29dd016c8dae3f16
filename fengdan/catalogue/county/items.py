"""What must hold of the 清单: every type in one item, and for every step of an item somebody who answers for it."""

from collections import defaultdict
from collections.abc import Iterator

from fengdan.catalogue.county.files import County, Problem, Row
from fengdan.catalogue.limits import LONGEST, OF_LAW
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.items import CLASS_LABELS, LIMIT_OF, RELATIVE, STEP_LABELS, ItemClass, steps_of
from fengdan.rulebook.limits import parse_limit
from fengdan.rulebook.routing import DISPUTE, TEAM

MEDIATED = "hold_session"
ONCE = "一个类型只能在一个事项里"


def problems(county: County) -> Iterator[Problem]:
    types = {row["code"]: row for row in county["types.csv"]}
    yield from _type_problems(county, types)
    steps: defaultdict[str, list[Row]] = defaultdict(list)
    for row in county["item_steps.csv"]:
        steps[row["item"]].append(row)
    for item in county["items.csv"]:
        if item["kind"] in set(ItemClass):  # else said already
            covered = [types[code] for code in item.values("types") if code in types]
            yield from _unsaid(item)
            yield from _lacking(item, steps[item["code"]])
            for row in steps[item["code"]]:
                yield from _step_problems(county, row, item, covered)


def _type_problems(county: County, types: dict[str, Row]) -> Iterator[Problem]:
    """A type in two items would have two sets of limits, one in none would have none."""
    first: dict[str, Row] = {}
    for item in county["items.csv"]:
        covered = [types[code] for code in item.values("types") if code in types]
        for row in covered:
            code = row["code"]
            held = first.setdefault(code, item)
            if held is not item:
                yield item.problem("types", f"“{code} {row['name']}”已在第 {held.number} 行", ONCE)
            if (row["kind"] == DISPUTE) != (item["kind"] == ItemClass.DISPUTE) and item["kind"] in set(ItemClass):
                wrong = f"“{code} {row['name']}”不能放进{CLASS_LABELS[ItemClass(item['kind'])]}事项"
                yield item.problem("types", wrong, "纠纷类型归矛盾纠纷事项，其余归便民、咨询等事项")
        if len({row["period"] for row in covered}) > 1:
            yield item.problem("types", "各类型的调解期限不同", "请分成几个事项")
    for code, row in types.items():
        if code not in first:
            wrong = f"事项类型“{code} {row['name']}”不在任何清单事项里"
            yield Problem("items.csv", 0, "types", wrong, "请写进一个事项的 types")


def _unsaid(item: Row) -> Iterator[Problem]:
    """A cell of nothing but the mark between its sentences."""
    for column, label in (("refusals", "不能办的"), ("basis", "依据")):
        if item[column] and not item[column].replace("；", "").strip():
            yield item.problem(column, f"“{item['name']}”的“{label}”没有写内容", "请写明，几句用“；”隔开")


def _lacking(item: Row, steps: list[Row]) -> Iterator[Problem]:
    said = {row["step"] for row in steps}
    for step in steps_of(item["kind"]):
        if step not in said:
            wrong = f"“{item['name']}”没有写明“{STEP_LABELS[step]}”由哪个单位负责"
            yield item.problem("code", wrong, f"请在 item_steps.csv 中补上 {step} 一行")


def _step_problems(county: County, row: Row, item: Row, covered: list[Row]) -> Iterator[Problem]:
    if row["step"] not in STEP_LABELS:
        return  # said already
    if row["step"] not in steps_of(item["kind"]):
        kind = CLASS_LABELS[ItemClass(item["kind"])]
        yield row.problem("step", f"{kind}事项没有“{STEP_LABELS[row['step']]}”这一步", "请删去这一行")
        return
    units = {unit["code"] for unit in county["units.csv"]}
    if row["unit"] and row["unit"] not in units | RELATIVE.keys():
        yield row.problem("unit", f"“{row['unit']}”找不到", f"请填单位代码，或 {'、'.join(RELATIVE)} 之一")
    if row["unit"] == TEAM and any(not kind["team"] for kind in covered):
        yield row.problem("unit", "所含的类型没有对口的调解团队", "请填单位代码，或 department、township")
    if row["limit"]:
        limits = {limit["code"]: limit for limit in county["limits.csv"]}
        period = covered[0]["period"] if covered else ""
        if fault := limit_fault(row["step"], row["limit"], period, limits):
            yield row.problem("limit", *fault)


def limit_fault(step: str, value: str, period: str, limits: dict[str, Row]) -> tuple[str, str] | None:
    """Why an item may not set this limit, and the remedy. `period` is the mediation period of its types' own."""
    code = (step == MEDIATED and period) or LIMIT_OF.get(step)
    if code is None:
        return f"“{STEP_LABELS[step]}”没有单独的时限", "请删去"
    try:
        limit = parse_limit(value)
    except Refused:
        return None  # said already
    if code in limits and limits[code]["source"] == OF_LAW:
        return f"“{limits[code]['name']}”由法律规定，事项不能另定", "请删去，照法定的时限办"
    if period and step == MEDIATED:
        return f"这类纠纷的调解期限是“{period}”一项", "请删去，要改请改那一项时限"
    if limit.amount > LONGEST[limit.unit]:
        return f"时限“{limit.words}”超过一年", "请核对数字和单位"
    return None
