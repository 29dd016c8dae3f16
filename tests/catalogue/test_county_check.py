"""Every rule: one thing broken in the small county, and the sentence names the file, the row and the column."""

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from fengdan.catalogue.county.check import problems, read_and_check
from tests.catalogue import small

TODAY = date(2026, 11, 23)
Change = Callable[[Path], None]


@pytest.fixture
def county(tmp_path: Path) -> Path:
    return small.write(tmp_path / "county")


def edit(file: str, code: str, **cells: str) -> Change:
    return lambda county: small.edit(county, file, code, **cells)


def add(file: str, *lines: str) -> Change:
    return lambda county: small.add(county, file, *lines)


def drop(file: str, **where: str) -> Change:
    return lambda county: small.drop(county, file, **where) and None


def swap(file: str, old: str, new: str) -> Change:
    def change(county: Path) -> None:
        text = (county / file).read_text(encoding="utf-8")
        assert old in text
        (county / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def both(*changes: Change) -> Change:
    return lambda county: [change(county) for change in changes] and None


def test_small_county_is_in_order(county: Path) -> None:
    assert problems(county, today=TODAY) == []


def test_reference_county_is_in_order() -> None:
    assert problems(settings.COUNTY_DIR, today=TODAY) == []


CELLS = {
    "duplicate code": (
        add("windows.csv", "W01,另一窗口,standing,A,,centre,假定"),
        ("windows.csv", 3, "code", "与第 2 行"),
    ),
    "duplicate unit name": (
        edit("units.csv", "dept-court", name="测县调委会"),
        ("units.csv", 5, "name", "与第 3 行重复"),
    ),
    "member twice": (add("team_members.csv", "team,m1,否,假定"), ("team_members.csv", 5, "mediator", "与第 2 行重复")),
    "account twice": (edit("mediators.csv", "m2", account="leader"), ("mediators.csv", 3, "account", "与第 2 行重复")),
    "nothing filled in": (
        edit("committees.csv", "committee", numbering_name=""),
        ("committees.csv", 2, "numbering_name", "没有填写"),
    ),
    "flag": (edit("mediators.csv", "m1", female="男"), ("mediators.csv", 2, "female", "“男”")),
    "date": (
        edit("committees.csv", "committee", term_ends="2028-2-30"),
        ("committees.csv", 2, "term_ends", "不是日期"),
    ),
    "choice": (edit("windows.csv", "W01", kind="常态"), ("windows.csv", 2, "kind", "不在可选范围内")),
    "one of several choices": (
        edit("routing.csv", "R03", levels="grid;村"),
        ("routing.csv", 4, "levels", "“村”不在可选"),
    ),
    "a choice twice": (edit("routing.csv", "R03", levels="grid;grid"), ("routing.csv", 4, "levels", "写了两次")),
    "reference": (edit("types.csv", "20", department="dept-none"), ("types.csv", 20, "department", "“dept-none”")),
    "one of several references": (
        edit("types.csv", "20", supporting="dept-court;x"),
        ("types.csv", 20, "supporting", "“x”"),
    ),
    "reference into either of two files": (
        edit("units.csv", "village-jia", area="101010100009"),
        ("units.csv", 10, "area", "在 areas.csv 或 villages.csv 中找不到"),
    ),
    "unknown mediator": (add("team_members.csv", "team,m9,否,假定"), ("team_members.csv", 5, "mediator", "“m9”")),
    "no stamping committee": (edit("teams.csv", "team", committee=""), ("teams.csv", 2, "committee", "没有填写")),
    "unknown committee": (edit("teams.csv", "team", committee="x"), ("teams.csv", 2, "committee", "找不到")),
    "too long": (
        edit("committees.csv", "committee", numbering_name="测县一二三四五六七八九"),
        ("committees.csv", 2, "numbering_name", "超过 10 个字"),
    ),
    "unprintable": (edit("mediators.csv", "m1", name="调\u200b甲"), ("mediators.csv", 2, "name", "看不见的字符")),
    "limit out of grammar": (edit("limits.csv", "take", value="4工时"), ("limits.csv", 18, "value", "看不懂")),
    "ladder out of grammar": (edit("ladder.csv", "L1", budget="一天"), ("ladder.csv", 2, "budget", "看不懂")),
    "source": (edit("rooms.csv", "R01", source="听说"), ("rooms.csv", 2, "source", "不在可选范围内")),
    "ended before begun": (
        edit("liaisons.csv", "c1", active_to="2025-12-31"),
        ("liaisons.csv", 2, "active_to", "早于起始日"),
    ),
}
PLACES = {
    "two counties": (add("county.csv", "101011,邻县,某中心,假定"), ("county.csv", 3, "code", "只管一个县")),
    "county named otherwise": (edit("county.csv", "101010", name="邻县"), ("county.csv", 2, "code", "不一致")),
    "county from elsewhere": (edit("county.csv", "101010", source="原文"), ("county.csv", 2, "source", "不一致")),
    "centre named otherwise": (edit("county.csv", "101010", centre="某中心"), ("county.csv", 2, "centre", "不一致")),
    "two centres": (
        add("units.csv", "centre-2,第二中心,二,centre,101010,,,,假定,2026-01-01,"),
        ("units.csv", 13, "kind", "只有一个综治中心，第 2 行已是"),
    ),
    "township of another county": (
        swap("areas.csv", "101010101,", "101011101,"),
        ("areas.csv", 4, "code", "不以本县代码 101010 开头"),
    ),
    "short township code": (swap("areas.csv", "101010101,", "10101010,"), ("areas.csv", 4, "code", "不是 9 位数字")),
    "township under a township": (
        edit("areas.csv", "101010101", parent="101010100"),
        ("areas.csv", 4, "parent", "应为本县"),
    ),
    "county above itself": (edit("areas.csv", "101010", parent="101010"), ("areas.csv", 2, "parent", "没有上级")),
    "short village code": (
        swap("villages.csv", "101010101201,", "10101010120,"),
        ("villages.csv", 4, "code", "不是 12 位"),
    ),
    "village of another township": (
        edit("villages.csv", "101010101201", township="101010100"),
        ("villages.csv", 4, "code", "不以所属乡镇代码 101010100 开头"),
    ),
    "village in no township": (
        edit("villages.csv", "101010101201", township="101010"),
        ("villages.csv", 4, "township", "“乙一村”不属于任何乡镇"),
    ),
}
UNITS = {
    "village unit in a township": (
        edit("units.csv", "village-yi-1", area="101010101"),
        ("units.csv", 12, "area", "应为一个村或社区"),
    ),
    "township unit in a village": (
        edit("units.csv", "town-yi", area="101010101201"),
        ("units.csv", 9, "area", "应为一个乡镇"),
    ),
    "centre in a township": (edit("units.csv", "centre", area="101010100"), ("units.csv", 2, "area", "应为本县")),
    "township without a unit": (drop("units.csv", code="town-yi"), ("areas.csv", 4, "code", "“乙乡”没有乡镇综治中心")),
    "village without a unit": (drop("units.csv", code="village-yi-1"), ("villages.csv", 4, "code", "“乙一村”没有")),
    "two units for a township": (
        add("units.csv", "town-yi-2,乙乡二,乙二,township,101010101,centre,,,假定,2026-02-01,"),
        ("units.csv", 13, "area", "与第 9 行的“乙乡综治中心”同时管一个区域"),
    ),
    "two units for a village": (
        add("units.csv", "village-yi-2,乙二,乙二,village,101010101201,town-yi,,,假定,2026-02-01,"),
        ("units.csv", 13, "area", "与第 12 行"),
    ),
    "village under another township": (
        edit("units.csv", "village-yi-1", above="town-jia"),
        ("units.csv", 12, "above", "应为所属乡镇的综治中心"),
    ),
    "village under nobody": (edit("units.csv", "village-yi-1", above=""), ("units.csv", 12, "above", "应为所属乡镇")),
    "township under a department": (
        edit("units.csv", "town-yi", above="dept-court"),
        ("units.csv", 9, "above", "应为综治中心"),
    ),
    "department under nobody": (edit("units.csv", "dept-court", above=""), ("units.csv", 5, "above", "应为综治中心")),
    "team under a department": (
        edit("units.csv", "team", above="dept-court"),
        ("units.csv", 7, "above", "应为综治中心"),
    ),
    "centre under somebody": (edit("units.csv", "centre", above="town-yi"), ("units.csv", 2, "above", "没有上级")),
    "committee under a committee": (
        edit("units.csv", "committee-jia", above="committee"),
        ("units.csv", 4, "above", "不能是调委会"),
    ),
    "its own successor": (
        edit("units.csv", "dept-court", successor="dept-court"),
        ("units.csv", 5, "successor", "它自己"),
    ),
    "successors in a circle": (
        both(
            edit("units.csv", "dept-court", successor="dept-justice"),
            edit("units.csv", "dept-justice", successor="town-jia"),
            edit("units.csv", "town-jia", successor="dept-court"),
            edit("units.csv", "town-yi", successor="dept-court"),
        ),
        ("units.csv", 5, "successor", "dept-court → dept-justice → town-jia → dept-court"),
    ),
    "above one that ended": (
        both(
            edit("units.csv", "town-yi", active_to="2026-11-01"),
            add("units.csv", "town-yi-2,乙乡二,乙二,township,101010101,centre,,,假定,2026-11-02,"),
        ),
        ("units.csv", 12, "above", "上级“乙乡综治中心”已停办"),
    ),
    "liaison of a team": (edit("liaisons.csv", "c1", unit="team"), ("liaisons.csv", 2, "unit", "不设联络员")),
    "court liaison of a township": (edit("liaisons.csv", "t1", role="court"), ("liaisons.csv", 4, "role", "种类不符")),
    "town liaison of a village": (edit("liaisons.csv", "v1", role="town"), ("liaisons.csv", 6, "role", "种类不符")),
    "grid liaison of a department": (edit("liaisons.csv", "d1", role="grid"), ("liaisons.csv", 3, "role", "种类不符")),
    "department without a liaison": (
        drop("liaisons.csv", code="d1"),
        ("units.csv", 6, "code", "“测县司法局”没有在任的联络员"),
    ),
    "township whose liaison left": (
        edit("liaisons.csv", "t2", active_to="2026-11-22"),
        ("units.csv", 9, "code", "“乙乡综治中心”没有在任的联络员"),
    ),
    "village whose liaison is still to come": (
        edit("liaisons.csv", "v3", active_from="2026-11-24"),
        ("units.csv", 12, "code", "“乙一村调委会”没有在任的联络员"),
    ),
    "liaison of a unit that ended": (
        edit("units.csv", "dept-court", active_to="2026-11-01", successor="dept-justice"),
        ("liaisons.csv", 2, "unit", "“测县法院”不在办理"),
    ),
}
BODIES = {
    "team that is a committee": (edit("units.csv", "team", kind="committee"), ("teams.csv", 2, "unit", "不是 team")),
    "team without its row": (
        add("units.csv", "team-2,第二团队,二队,team,101010,centre,,,假定,2026-01-01,"),
        ("units.csv", 13, "code", "在 teams.csv 中没有对应的一行"),
    ),
    "committee without its row": (
        add("units.csv", "committee-2,第二调委会,二会,committee,101010,,,,假定,2026-01-01,"),
        ("units.csv", 13, "code", "在 committees.csv 中没有对应的一行"),
    ),
    "township committee with a row": (
        add("committees.csv", "committee-jia,甲调,2028-12-31,假定"),
        ("committees.csv", 3, "unit", "不是县一级的调委会"),
    ),
    "team of two": (drop("team_members.csv", mediator="m3"), ("teams.csv", 2, "unit", "“测县综合团队”有 2 人")),
    "team of seven": (
        both(
            add("mediators.csv", *(f"n{n},增{n},否,否,否,industry,,假定,2026-01-01," for n in range(4))),
            add("team_members.csv", *(f"team,n{n},否,假定" for n in range(4))),
        ),
        ("teams.csv", 2, "unit", "有 7 人"),
    ),
    "one qualified full-time mediator": (
        edit("mediators.csv", "m2", qualified="否"),
        ("teams.csv", 2, "unit", "只有 1 名"),
    ),
    "a mediator who left does not count": (
        edit("mediators.csv", "m3", active_to="2026-11-22"),
        ("teams.csv", 2, "unit", "有 2 人"),
    ),
    "no leader": (swap("team_members.csv", "m1,是", "m1,否"), ("teams.csv", 2, "unit", "现有 0 名")),
    "two leaders": (swap("team_members.csv", "m2,否", "m2,是"), ("teams.csv", 2, "unit", "现有 2 名")),
    "committee of two": (drop("committee_members.csv", mediator="m3"), ("committees.csv", 2, "unit", "有 2 名委员")),
    "committee of ten": (
        both(
            add("mediators.csv", *(f"n{n},增{n},否,否,否,industry,,假定,2026-01-01," for n in range(7))),
            add("committee_members.csv", *(f"committee,n{n},否,假定" for n in range(7))),
        ),
        ("committees.csv", 2, "unit", "有 10 名委员"),
    ),
    "committee without women": (
        edit("mediators.csv", "m2", female="否"),
        ("committees.csv", 2, "unit", "没有女性委员"),
    ),
    "no director": (swap("committee_members.csv", "m1,是", "m1,否"), ("committees.csv", 2, "unit", "现有 0 名")),
    "two directors": (swap("committee_members.csv", "m2,否", "m2,是"), ("committees.csv", 2, "unit", "现有 2 名")),
    "term expired": (
        edit("committees.csv", "committee", term_ends="2026-11-22"),
        ("committees.csv", 2, "term_ends", "届满"),
    ),
}
KINDS = {
    "type missing": (drop("types.csv", code="18"), ("types.csv", 0, "code", "缺少纠纷类型 18")),
    "dispute out of range": (edit("types.csv", "20", kind="dispute"), ("types.csv", 20, "code", "不在 01 至 18 之内")),
    "service among the disputes": (
        edit("types.csv", "18", kind="service"),
        ("types.csv", 19, "kind", "纠纷类型的代码"),
    ),
    "no department": (edit("types.csv", "01", department=""), ("types.csv", 2, "department", "没有填写")),
    "department that is a township": (
        edit("types.csv", "01", department="town-jia"),
        ("types.csv", 2, "department", "不是县直部门"),
    ),
    "a team that does not take the type": (
        swap("teams.csv", ";18", ""),
        ("types.csv", 19, "team", "“team”不办“类型18”"),
    ),
    "a department no more, followed by none": (
        edit("units.csv", "dept-justice", active_to="2026-11-01"),
        ("types.csv", 2, "department", "“测县司法局”不在办理，又没有承接单位"),
    ),
    "a rule that leads to nobody": (
        edit("units.csv", "dept-court", active_to="2026-11-01"),
        ("routing.csv", 5, "lead", "“测县法院”不在办理"),
    ),
    "rule for an unknown type": (edit("routing.csv", "R02", types="service;99"), ("routing.csv", 3, "types", "“99”")),
    "rule that leads nowhere": (
        edit("routing.csv", "R05", lead="somebody"),
        ("routing.csv", 6, "lead", "“somebody”找不到"),
    ),
    "rule hidden by another": (
        edit("routing.csv", "R02", types=""),
        ("routing.csv", 4, "code", "都已由前面的 R01、R02 决定"),
    ),
    "cases without a rule": (
        edit("routing.csv", "R05", sources="walk_in"),
        ("routing.csv", 0, "types", "“01 类型01”有 36 种情形没有规则适用，如乡镇、来电、风险蓝"),
    ),
    "limit missing": (drop("limits.csv", code="rework"), ("limits.csv", 0, "code", "缺少时限 rework")),
    "part of a proposal missing": (
        drop("proposing.csv", code="load"),
        ("proposing.csv", 0, "code", "缺少派单建议的分项 load"),
    ),
    "part of a proposal unknown": (
        swap("proposing.csv", "area,", "online,"),
        ("proposing.csv", 7, "code", "“online”不是派单建议的分项"),
    ),
    "weight too heavy": (
        edit("proposing.csv", "home", weight="101"),
        ("proposing.csv", 11, "weight", "“101”不在 1 至 100 之内"),
    ),
    "second choice before the first": (
        edit("proposing.csv", "wanted_2", weight="61"),
        ("proposing.csv", 3, "weight", "比当事人更想要的那一位还高"),
    ),
    "way of supervising missing": (
        drop("supervision.csv", code="talk"),
        ("supervision.csv", 0, "code", "缺少督办方式 talk"),
    ),
    "way of supervising unknown": (
        swap("supervision.csv", "talk,", "shout,"),
        ("supervision.csv", 5, "code", "“shout”不是督办方式"),
    ),
    "reply without a limit": (
        edit("supervision.csv", "order", reply=""),
        ("supervision.csv", 4, "reply", "没有填写"),
    ),
    "reply without a unit": (
        edit("supervision.csv", "order", reply="3"),
        ("supervision.csv", 4, "reply", "看不懂"),
    ),
    "ways of supervising out of order": (
        swap("supervision.csv", "order,督办单", "talk,提请谈话"),
        ("supervision.csv", 0, "code", "缺少督办方式 order"),
    ),
    "article in figures": (
        edit("articles.csv", "01-1", article="第1043条"),
        ("articles.csv", 2, "article", "“第1043条”不像一条法律"),
    ),
    "law in title marks": (edit("articles.csv", "01-1", law="《民法典》"), ("articles.csv", 2, "law", "不用写书名号")),
    "article of a type there is not": (edit("articles.csv", "01-2", type="99"), ("articles.csv", 3, "type", "99")),
    "article twice": (
        edit("articles.csv", "01-2", article="第一千零四十三条"),
        ("articles.csv", 3, "article", "同一类型重复写了这一条"),
    ),
    "rung missing": (drop("ladder.csv", code="L1"), ("ladder.csv", 2, "code", "这一级应为 L1")),
    "rung below the one before": (edit("ladder.csv", "L2", level="grid"), ("ladder.csv", 3, "level", "比前一级还低")),
    "rung twice": (swap("ladder.csv", "L2", "L1"), ("ladder.csv", 3, "code", "重复")),
    "budget without a unit": (edit("ladder.csv", "L2", budget="2"), ("ladder.csv", 3, "budget", "整数加单位")),
    "no county on top": (edit("ladder.csv", "L2", level="township"), ("ladder.csv", 3, "level", "最后一级不是县级")),
    "rung of no level": (edit("ladder.csv", "L2", level="省"), ("ladder.csv", 3, "level", "不在可选范围内")),
}
ITEMS = {
    "type in two items": (edit("items.csv", "S01", types="20;02"), ("items.csv", 3, "types", "已在第 2 行")),
    "type in no item": (
        edit("items.csv", "S01", types=""),
        ("items.csv", 0, "types", "“20 低保”不在任何清单事项里"),
    ),
    "dispute in a convenience item": (
        edit("items.csv", "D01", kind="convenience"),
        ("items.csv", 2, "types", "不能放进便民服务事项"),
    ),
    "step nobody answers for": (
        drop("item_steps.csv", item="D01", step="follow_up"),
        ("items.csv", 2, "code", "没有写明“回访”由哪个单位负责"),
    ),
    "step without a unit": (
        swap("item_steps.csv", "D01,assign,centre", "D01,assign,"),
        ("item_steps.csv", 3, "unit", "没有填写"),
    ),
    "step with an unknown unit": (
        swap("item_steps.csv", "D01,assign,centre", "D01,assign,center"),
        ("item_steps.csv", 3, "unit", "“center”找不到"),
    ),
    "step that is none": (
        swap("item_steps.csv", "D01,assign", "D01,wait"),
        ("item_steps.csv", 3, "step", "不在可选范围内"),
    ),
    "step of another class": (
        swap("item_steps.csv", "S01,reply", "S01,hold_session"),
        ("item_steps.csv", 12, "step", "便民服务事项没有“调解”这一步"),
    ),
    "step twice": (
        add("item_steps.csv", "D01,take,centre,,,,假定"),
        ("item_steps.csv", 16, "step", "与第 4 行重复"),
    ),
    "no team for a service": (
        swap("item_steps.csv", "S01,take,department", "S01,take,team"),
        ("item_steps.csv", 11, "unit", "没有对口的调解团队"),
    ),
    "limit of an item unreadable": (swap("item_steps.csv", "15d", "半月"), ("item_steps.csv", 5, "limit", "看不懂")),
    "limit of an item too long": (swap("item_steps.csv", "15d", "400d"), ("item_steps.csv", 5, "limit", "超过一年")),
    "limit where there is none": (
        swap("item_steps.csv", "D01,conclude,team,", "D01,conclude,team,1wd"),
        ("item_steps.csv", 6, "limit", "没有单独的时限"),
    ),
    "limit instead of the law's": (
        swap("limits.csv", "mediation,调解,30d,step,是,否,no,,县定,假定", "mediation,调解,30d,step,是,否,no,,法,原文"),
        ("item_steps.csv", 5, "limit", "由法律规定，事项不能另定"),
    ),
    "types of two periods in one item": (
        edit("types.csv", "03", period="reply"),
        ("items.csv", 2, "types", "调解期限不同"),
    ),
    "material twice": (
        add("item_materials.csv", "D01,借条,copy,1,否,,假定"),
        ("item_materials.csv", 5, "name", "与第 3 行重复"),
    ),
    "material in no form": (swap("item_materials.csv", "copy", "传真"), ("item_materials.csv", 3, "form", "不在可选")),
    "material of no item": (
        add("item_materials.csv", "D99,借条,copy,1,否,,假定"),
        ("item_materials.csv", 5, "item", "“D99”在 items.csv 中找不到"),
    ),
}
DUTY = {
    "a window held twice": (
        add("duty.csv", "Z3,W01,3,pm,窗乙,助理,,假定,2026-01-01,"),
        ("duty.csv", 4, "window", "“综合窗口”与第 3 行的窗甲同一时间重复排班"),
    ),
    "two leaders of a day": (
        add("duty.csv", "Z3,,1,am,领导乙,值班领导,,假定,2026-01-01,"),
        ("duty.csv", 4, "window", "值班领导与第 2 行的领导甲同一时间重复排班"),
    ),
    "one person at two windows": (
        both(
            add("windows.csv", "W02,二窗口,rotating,B,,centre,假定"),
            add("duty.csv", "Z3,W02,2,am,窗甲,助理,clerk,假定,2026-01-01,"),
        ),
        ("duty.csv", 4, "name", "窗甲与第 3 行同一时间排在两个窗口"),
    ),
    "a weekday there is not": (edit("duty.csv", "Z2", weekdays="1;6"), ("duty.csv", 3, "weekdays", "“6”不在可选")),
    "neither day nor half": (edit("duty.csv", "Z2", spell="晚上"), ("duty.csv", 3, "spell", "“晚上”不在可选")),
    "a turn at no window": (edit("duty.csv", "Z2", window="W77"), ("duty.csv", 3, "window", "“W77”")),
    "a turn of nobody": (edit("duty.csv", "Z2", name=""), ("duty.csv", 3, "name", "没有填写")),
    "a queue of no letter": (edit("windows.csv", "W01", queue="综"), ("windows.csv", 2, "queue", "“综”不在可选")),
    "on call at no telephone": (edit("oncall.csv", "K1", phone=""), ("oncall.csv", 2, "phone", "没有填写")),
    "on call some time": (edit("oncall.csv", "K1", within="马上"), ("oncall.csv", 2, "within", "看不懂")),
    "a standing window without anybody": (
        edit("duty.csv", "Z2", weekdays="1;2;3;4"),
        ("windows.csv", 2, "code", "常态窗口“综合窗口”周五上午、周五下午没有人值班"),
    ),
    "a standing window that somebody left": (
        edit("duty.csv", "Z2", active_to="2026-11-22"),
        ("windows.csv", 2, "code", "周一上午、周一下午等 10 个半天没有人值班"),
    ),
    "a rotating window that is never there": (
        add("windows.csv", "W02,二窗口,rotating,B,,centre,假定"),
        ("windows.csv", 3, "code", "动态窗口“二窗口”没有排进驻的日子"),
    ),
    "a day without a leader": (
        edit("duty.csv", "Z1", weekdays="1;2;4;5", spell="day"),
        ("duty.csv", 0, "window", "周三上午、周三下午没有值班领导"),
    ),
}
CALENDAR = {
    "not a date off": (swap("calendar/2026.csv", "2026-01-01", "元旦"), ("calendar/2026.csv", 5, "value", "不是日期")),
    "day of another year": (
        swap("calendar/2026.csv", "2026-01-01", "2027-01-01"),
        ("calendar/2026.csv", 5, "value", "不在 2026 年"),
    ),
    "make-up day in the week": (
        swap("calendar/2026.csv", "2026-01-04", "2026-01-05"),
        ("calendar/2026.csv", 6, "value", "不是周六或周日"),
    ),
    "day off twice": (
        add("calendar/2026.csv", "off,2026-01-01,元旦,原文"),
        ("calendar/2026.csv", 7, "value", "与第 5 行重复"),
    ),
    "day both off and worked": (
        add("calendar/2026.csv", "off,2026-01-04,元旦,原文"),
        ("calendar/2026.csv", 7, "value", "与第 6 行重复"),
    ),
    "unknown kind of day": (
        swap("calendar/2026.csv", "off,", "休,"),
        ("calendar/2026.csv", 5, "kind", "不在可选范围内"),
    ),
    "no notice": (drop("calendar/2026.csv", kind="notice"), ("calendar/2026.csv", 0, "kind", "现有 0 行")),
    "hours unreadable": (
        swap("calendar/2026.csv", "08:30-12:00", "8点半到12点"),
        ("calendar/2026.csv", 3, "value", "不是一段办公时间"),
    ),
    "hours overlap": (swap("calendar/2026.csv", "14:30", "11:30"), ("calendar/2026.csv", 4, "value", "重叠")),
    "no hours": (drop("calendar/2026.csv", kind="hours"), ("calendar/2026.csv", 0, "kind", "至少有一段")),
}
FILES = {
    "header": (swap("units.csv", "code,name", "name,code"), ("units.csv", 1, "", "表头不对")),
    "a cell too many": (
        add("windows.csv", "W09,某窗口,standing,A,,centre,假定,多"),
        ("windows.csv", 3, "", "有 8 个单元格"),
    ),
    "quotes": (add("windows.csv", '"W09,某窗口'), ("windows.csv", 3, "", "引号")),
    "no rows": (
        swap("windows.csv", "W01,综合窗口,standing,A,,centre,假定", ""),
        ("windows.csv", 0, "", "没有一行数据"),
    ),
}
POOL = {
    "term backwards": (
        swap("appointments.csv", "2026-12-31", "2025-12-31"),
        ("appointments.csv", 2, "until", "早于起始日"),
    ),
    "grade backwards": (swap("grades.csv", "2028-01-31", "2026-01-31"), ("grades.csv", 2, "expires_on", "早于起始日")),
    "terms overlap": (
        add("appointments.csv", "committee,m1,2026-12-31,2027-12-31,测县调委会,,假定"),
        ("appointments.csv", 4, "from_day", "与第 2 行的聘期（到 2026-12-31）重叠"),
    ),
    "term twice": (
        add("appointments.csv", "committee,m1,2026-01-01,2026-12-31,测县调委会,,假定"),
        ("appointments.csv", 4, "from_day", "与第 2 行重复"),
    ),
    "appointed beyond the committee's term": (
        swap("appointments.csv", "2028-12-31", "2029-01-01"),
        ("appointments.csv", 3, "until", "超出调委会任期（到 2028-12-31）"),
    ),
    "in no committee": (drop("committee_members.csv", mediator="m3"), ("mediators.csv", 4, "code", "不在任何调委会")),
    "appointment run out": (
        swap("appointments.csv", "2026-12-31", "2026-11-22"),
        ("appointments.csv", 2, "until", "“调甲”的聘期已于 2026-11-22 届满"),
    ),
    "grade run out": (
        swap("grades.csv", "2028-01-31", "2026-11-22"),
        ("grades.csv", 2, "expires_on", "“调甲”的等级证书已于 2026-11-22 届满"),
    ),
    "grade of no such kind": (swap("grades.csv", "m1,2,", "m1,5,"), ("grades.csv", 2, "grade", "不在可选范围内")),
    "hours that are no number": (
        swap("training.csv", ",6,", ",六,"),
        ("training.csv", 2, "hours", "不是大于 0 的整数"),
    ),
    "hours of none": (swap("training.csv", ",6,", ",0,"), ("training.csv", 2, "hours", "不是大于 0 的整数")),
}
BROKEN = {**CELLS, **PLACES, **UNITS, **BODIES, **POOL, **KINDS, **ITEMS, **DUTY, **CALENDAR, **FILES}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_rule_is_named(name: str, county: Path) -> None:
    change, (file, row, field, wrong) = BROKEN[name]
    change(county)
    found = problems(county, today=TODAY)
    assert any((each.file, each.row, each.field) == (file, row, field) and wrong in each.wrong for each in found), found


def test_every_broken_rule_has_a_name_of_its_own() -> None:
    parts = (CELLS, PLACES, UNITS, BODIES, POOL, KINDS, ITEMS, DUTY, CALENDAR, FILES)
    assert len(BROKEN) == sum(map(len, parts))


SHORT = {
    "team of two",
    "no leader",
    "term expired",
    "committee without women",
    "department without a liaison",
    "a standing window without anybody",
    "a rotating window that is never there",
    "a day without a leader",
    "in no committee",
    "appointed beyond the committee's term",
}


@pytest.mark.parametrize("name", ["choice", "two centres", "rule hidden by another", *sorted(SHORT)])
def test_only_what_time_and_people_bring_about_is_a_shortfall(name: str, county: Path) -> None:
    change, (*place, _) = BROKEN[name]
    change(county)
    (found,) = [each for each in problems(county, today=TODAY) if [each.file, each.row, each.field] == place]
    assert found.shortfall == (name in SHORT)


def test_two_may_share_a_window_by_halves_or_follow_each_other(county: Path) -> None:
    small.edit(county, "duty.csv", "Z2", spell="am", active_to="2026-12-31")
    small.add(county, "duty.csv", "Z3,W01,1;2;3;4;5,pm,窗乙,助理,,假定,2026-01-01,")
    small.add(county, "duty.csv", "Z4,W01,1;2;3;4;5,am,窗丙,助理,,假定,2027-01-01,")
    assert problems(county, today=TODAY) == []


RUN_OUT = {"appointment run out", "grade run out"}


@pytest.mark.parametrize("name", [name for name in POOL if "backwards" not in name])
def test_a_paper_that_has_run_out_is_all_that_is_mild(name: str, county: Path) -> None:
    """It is said, and keeps nobody from loading the rest, not even the first time."""
    change, (*place, _) = BROKEN[name]
    change(county)
    found = [each for each in problems(county, today=TODAY) if [each.file, each.row, each.field] == place]
    assert [each.mild for each in found] == [name in RUN_OUT] * len(found) != []


def test_a_unit_may_be_followed_by_another_in_the_same_area(county: Path) -> None:
    small.edit(county, "units.csv", "village-yi-1", active_to="2026-12-31", successor="village-yi-2")
    small.edit(county, "liaisons.csv", "v3", active_to="2026-12-31")
    small.add(county, "units.csv", "village-yi-2,乙新村,乙新村,village,101010101201,town-yi,,,假定,2027-01-01,")
    small.add(county, "liaisons.csv", "v4,village-yi-2,village,乙新甲,,假定,2027-01-01,")
    assert problems(county, today=TODAY) == []


def test_a_department_that_ended_may_be_followed_by_one_that_was_followed(county: Path) -> None:
    small.edit(county, "units.csv", "dept-justice", active_to="2026-11-01", successor="dept-court")
    small.edit(county, "units.csv", "dept-court", active_to="2026-11-01", successor="centre")
    for code in ("c1", "d1"):
        small.edit(county, "liaisons.csv", code, active_to="2026-11-01")
    assert problems(county, today=TODAY) == []


def test_a_body_that_ended_lacks_nothing(county: Path) -> None:
    for code in ("committee", "team"):
        small.edit(county, "units.csv", code, active_to="2026-11-01", successor="dept-justice")
    small.edit(county, "committees.csv", "committee", term_ends="2026-11-01")
    small.drop(county, "team_members.csv", mediator="m2")
    assert problems(county, today=TODAY) == []


def test_missing_file(county: Path) -> None:
    (county / "teams.csv").unlink()
    (found,) = problems(county, today=TODAY)
    assert (found.file, found.wrong) == ("teams.csv", "缺少这个文件")


def test_one_file_that_cannot_be_read_does_not_hide_the_faults_of_another(county: Path) -> None:
    (county / "teams.csv").unlink()
    small.edit(county, "limits.csv", "take", value="4工时")
    assert {found.file for found in problems(county, today=TODAY)} == {"teams.csv", "limits.csv"}


def test_a_spreadsheets_byte_order_mark_is_no_fault(county: Path) -> None:
    text = (county / "windows.csv").read_text(encoding="utf-8")
    (county / "windows.csv").write_text(text, encoding="utf-8-sig")
    read, found = read_and_check(county, today=TODAY)
    assert (found, read.notes) == ([], ())


def test_gb18030_is_read_and_said(county: Path) -> None:
    text = (county / "windows.csv").read_text(encoding="utf-8")
    (county / "windows.csv").write_text(text, encoding="gb18030")
    read, found = read_and_check(county, today=TODAY)
    assert found == []
    assert read["windows.csv"][0]["name"] == "综合窗口"
    (note,) = read.notes
    assert note.startswith("windows.csv 不是 UTF-8，已按 GB18030 读取")


def test_any_other_encoding_is_a_fault(county: Path) -> None:
    text = (county / "windows.csv").read_text(encoding="utf-8")
    (county / "windows.csv").write_text(text, encoding="utf-16")
    (found,) = problems(county, today=TODAY)
    assert (found.file, found.wrong) == ("windows.csv", "编码既不是 UTF-8 也不是 GB18030")


def test_rows_that_cannot_be_read_are_named_one_by_one(county: Path) -> None:
    small.add(
        county, "windows.csv", 'W02,"一"二,standing,A,,centre,假定', "W03,三", 'W04,"四"五,standing,A,,centre,假定'
    )
    assert [(found.file, found.row) for found in problems(county, today=TODAY)] == [
        ("windows.csv", number) for number in (3, 4, 5)
    ]


def test_a_row_is_named_by_the_line_it_begins_on(county: Path) -> None:
    small.add(county, "windows.csv", 'W02,"两行\n名称",standing,A,,centre,假定', "W03,三,常态,A,,centre,假定")
    found = [each for each in problems(county, today=TODAY) if not each.shortfall]
    assert [(each.row, each.field) for each in found] == [(3, "name"), (5, "kind")]


def test_calendar_file_is_named_by_its_year(county: Path) -> None:
    (county / "calendar" / "2026.csv").rename(county / "calendar" / "今年.csv")
    assert [each.file for each in problems(county, today=TODAY)] == ["calendar/今年.csv", "calendar"]


def test_rooms_directory_and_what_is_known_of_mediators_may_be_empty(county: Path) -> None:
    for file in ("rooms.csv", "directory.csv", "appointments.csv", "grades.csv", "training.csv"):
        header = (county / file).read_text(encoding="utf-8").splitlines()[0]
        (county / file).write_text(f"{header}\n", encoding="utf-8")
    assert problems(county, today=TODAY) == []


def bad_liaisons(county: Path, count: int) -> float:
    """Write so many liaisons with a fault in each, and return the seconds it takes to name them all."""
    small.add(county, "liaisons.csv", *(f"x{n},town-jia,court,某{n},,假定,2026-01-01," for n in range(count)))
    began = time.perf_counter()
    found = problems(county, today=TODAY)
    assert [each.row for each in found if each.field == "role"] == list(range(9, 9 + count))
    return time.perf_counter() - began


def test_ten_thousand_bad_rows_are_all_named(tmp_path: Path) -> None:
    short, long = (bad_liaisons(small.write(tmp_path / str(count)), count) for count in (2_000, 10_000))
    assert long < 12 * short + 1  # five times the rows; a rule that looks at every pair would take 25 times as long


def test_a_problem_is_a_sentence(county: Path) -> None:
    small.edit(county, "committees.csv", "committee", term_ends="2026-11-22")
    (found,) = problems(county, today=TODAY)
    said = "committees.csv 第 2 行“term_ends”列：“测县调委会”任期已于 2026-11-22 届满。请换届后更新任期。"
    assert str(found) == said
