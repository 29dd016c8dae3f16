"""Every rule: one thing broken in a copy of the county, and the sentence names the file, the row and the column."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from fengdan.catalogue.county.check import problems

TODAY = date(2026, 11, 23)


@pytest.fixture
def county(tmp_path: Path) -> Path:
    return Path(shutil.copytree(settings.COUNTY_DIR, tmp_path / "county"))


def swap(file: str, old: str, new: str) -> Callable[[Path], None]:
    def change(county: Path) -> None:
        text = (county / file).read_text(encoding="utf-8")
        assert old in text
        (county / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def add(file: str, *lines: str) -> Callable[[Path], None]:
    def change(county: Path) -> None:
        with (county / file).open("a", encoding="utf-8") as stream:
            stream.writelines(f"{line}\n" for line in lines)

    return change


def drop(file: str, *starts: str) -> Callable[[Path], None]:
    def change(county: Path) -> None:
        lines = (county / file).read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith(starts)]
        assert len(kept) < len(lines)
        (county / file).write_text("".join(kept), encoding="utf-8")

    return change


def test_reference_county_is_in_order() -> None:
    assert problems(settings.COUNTY_DIR, today=TODAY) == []


BROKEN = {
    "team of two": (
        drop("team_members.csv", "team-09,m0903"),
        ("teams.csv", 3, "unit", "有 2 人"),
    ),
    "team of seven": (
        add("team_members.csv", "team-16,m0603,否", "team-16,m0604,否"),
        ("teams.csv", 4, "unit", "有 7 人"),
    ),
    "one qualified full-time mediator": (
        swap("mediators.csv", "王乙二,否,是,是", "王乙二,否,否,是"),
        ("teams.csv", 3, "unit", "只有 1 名"),
    ),
    "a mediator who left does not count": (
        swap("mediators.csv", "mediator09,2026-01-01,", "mediator09,2026-01-01,2026-11-22"),
        ("teams.csv", 3, "unit", "有 2 人"),
    ),
    "no leader": (
        swap("team_members.csv", "m0901,是", "m0901,否"),
        ("teams.csv", 3, "unit", "现有 0 名"),
    ),
    "two leaders": (
        swap("team_members.csv", "m0902,否", "m0902,是"),
        ("teams.csv", 3, "unit", "现有 2 名"),
    ),
    "committee of two": (
        drop("committee_members.csv", "committee-family,m0902", "committee-family,m0903"),
        ("committees.csv", 3, "unit", "有 2 名委员"),
    ),
    "committee of ten": (
        add("committee_members.csv", *(f"committee-petition,m06{number:02},否" for number in range(4))),
        ("committees.csv", 4, "unit", "有 10 名委员"),
    ),
    "committee without women": (
        drop("committee_members.csv", "committee-petition,m1602", "committee-petition,m1604"),
        ("committees.csv", 4, "unit", "没有女性委员"),
    ),
    "no director": (
        swap("committee_members.csv", "m0600,是", "m0600,否"),
        ("committees.csv", 2, "unit", "现有 0 名"),
    ),
    "term expired": (
        swap("committees.csv", "陇家调,2028-12-31", "陇家调,2026-11-22"),
        ("committees.csv", 3, "term_ends", "届满"),
    ),
    "no stamping committee": (
        swap("teams.csv", "team-06,committee-labour", "team-06,"),
        ("teams.csv", 2, "committee", "没有填写"),
    ),
    "unknown committee": (
        swap("teams.csv", "team-06,committee-labour", "team-06,committee-none"),
        ("teams.csv", 2, "committee", "找不到"),
    ),
    "type without a team": (
        swap("teams.csv", ";18", ""),
        ("types.csv", 19, "code", "没有任何团队承办"),
    ),
    "type missing": (drop("types.csv", "18,"), ("types.csv", 0, "code", "缺少纠纷类型 18")),
    "type out of range": (add("types.csv", "19,校园,学校"), ("types.csv", 20, "code", "不在 01 至 18 之内")),
    "unknown type": (swap("teams.csv", "10;11", "10;11;99"), ("teams.csv", 2, "matter_types", "“99”")),
    "unknown mediator": (
        add("team_members.csv", "team-06,m9999,否"),
        ("team_members.csv", 14, "mediator", "“m9999”"),
    ),
    "unknown area": (swap("units.csv", "centre,621122", "centre,621199"), ("units.csv", 2, "area", "“621199”")),
    "township of another county": (
        swap("areas.csv", "621122100,", "621121100,"),
        ("areas.csv", 3, "code", "不以本县代码"),
    ),
    "short area code": (swap("areas.csv", "621122100,", "62112210,"), ("areas.csv", 3, "code", "不是 9 位数字")),
    "township under a township": (
        swap("areas.csv", "文峰镇,township,621122", "文峰镇,township,621122100"),
        ("areas.csv", 4, "parent", "应为本县"),
    ),
    "county above itself": (
        swap("areas.csv", "陇西县,county,", "陇西县,county,621122"),
        ("areas.csv", 2, "parent", "没有上级"),
    ),
    "two counties": (add("county.csv", "621121,通渭县,某中心"), ("county.csv", 3, "code", "只管一个县")),
    "county named otherwise": (swap("county.csv", ",陇西县,", ",通渭县,"), ("county.csv", 2, "code", "不一致")),
    "centre named otherwise": (
        swap("units.csv", "centre,陇西县社会治安", "centre,陇西社会治安"),
        ("county.csv", 2, "centre", "不一致"),
    ),
    "team that is a committee": (
        swap("units.csv", "劳动争议团队,team", "劳动争议团队,committee"),
        ("teams.csv", 2, "unit", "不是 team"),
    ),
    "team without its row": (drop("teams.csv", "team-09"), ("units.csv", 7, "code", "没有对应的一行")),
    "limit out of grammar": (swap("limits.csv", "4wh", "4工时"), ("limits.csv", 4, "value", "看不懂")),
    "limit missing": (drop("limits.csv", "take"), ("limits.csv", 0, "code", "缺少时限 take")),
    "ended before begun": (
        swap("units.csv", "原文,2026-01-01,", "原文,2026-01-01,2025-12-31"),
        ("units.csv", 2, "active_to", "早于起始日"),
    ),
    "duplicate code": (
        add("windows.csv", "W01,另一窗口,standing,centre,假定"),
        ("windows.csv", 4, "code", "与第 2 行重复"),
    ),
    "duplicate unit name": (
        swap("units.csv", "陇西县家事纠纷人民调解委员会", "陇西县劳动争议人民调解委员会"),
        ("units.csv", 4, "name", "与第 3 行重复"),
    ),
    "member twice": (
        add("team_members.csv", "team-06,m0601,否"),
        ("team_members.csv", 14, "mediator", "与第 2 行重复"),
    ),
    "account twice": (
        swap("mediators.csv", "mediator06", "leader06"),
        ("mediators.csv", 4, "account", "与第 3 行重复"),
    ),
    "flag": (swap("mediators.csv", "赵甲零,否", "赵甲零,男"), ("mediators.csv", 2, "female", "“男”")),
    "date": (swap("committees.csv", "2028-12-31", "2028-2-30"), ("committees.csv", 2, "term_ends", "不是日期")),
    "choice": (swap("windows.csv", "standing", "常态"), ("windows.csv", 2, "kind", "不在可选范围内")),
    "too long": (
        swap("committees.csv", "陇劳调", "陇西县劳动争议人民调解"),
        ("committees.csv", 2, "numbering_name", "超过 10 个字"),
    ),
    "unprintable": (
        swap("mediators.csv", "赵甲零", "赵甲\u200b零"),
        ("mediators.csv", 2, "name", "看不见的字符"),
    ),
    "not a date off": (
        swap("calendar/2026.csv", "off,2026-01-01", "off,元旦"),
        ("calendar/2026.csv", 5, "value", "不是日期"),
    ),
    "day of another year": (
        swap("calendar/2026.csv", "off,2026-01-01", "off,2027-01-01"),
        ("calendar/2026.csv", 5, "value", "不在 2026 年"),
    ),
    "make-up day in the week": (
        swap("calendar/2026.csv", "work,2026-01-04", "work,2026-01-05"),
        ("calendar/2026.csv", 38, "value", "不是周六或周日"),
    ),
    "day off twice": (
        add("calendar/2026.csv", "off,2026-01-01,元旦"),
        ("calendar/2026.csv", 44, "value", "与第 5 行重复"),
    ),
    "day both off and worked": (
        add("calendar/2026.csv", "off,2026-01-04,元旦"),
        ("calendar/2026.csv", 44, "value", "与第 38 行重复"),
    ),
    "unknown kind of day": (
        swap("calendar/2026.csv", "off,2026-01-01", "休,2026-01-01"),
        ("calendar/2026.csv", 5, "kind", "不在可选范围内"),
    ),
    "no notice": (drop("calendar/2026.csv", "notice"), ("calendar/2026.csv", 0, "kind", "现有 0 行")),
    "hours unreadable": (
        swap("calendar/2026.csv", "08:30-12:00", "8点半到12点"),
        ("calendar/2026.csv", 3, "value", "不是一段办公时间"),
    ),
    "hours overlap": (
        swap("calendar/2026.csv", "14:30-18:00", "11:30-18:00"),
        ("calendar/2026.csv", 0, "kind", "互不重叠"),
    ),
    "no hours": (drop("calendar/2026.csv", "hours"), ("calendar/2026.csv", 0, "kind", "至少有一段")),
    "header": (swap("units.csv", "code,name", "name,code"), ("units.csv", 1, "", "表头不对")),
    "a cell too many": (
        add("windows.csv", "W09,某窗口,standing,centre,假定,多"),
        ("windows.csv", 4, "", "有 6 个单元格"),
    ),
    "quotes": (add("windows.csv", '"W09,某窗口'), ("windows.csv", 0, "", "引号")),
    "no rows": (drop("windows.csv", "W"), ("windows.csv", 0, "", "没有一行数据")),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_rule_is_named(name: str, county: Path) -> None:
    change, (file, row, field, wrong) = BROKEN[name]
    change(county)
    found = problems(county, today=TODAY)
    assert any((each.file, each.row, each.field) == (file, row, field) and wrong in each.wrong for each in found), found


def test_missing_file(county: Path) -> None:
    (county / "teams.csv").unlink()
    (found,) = problems(county, today=TODAY)
    assert (found.file, found.wrong) == ("teams.csv", "缺少这个文件")


def test_other_encoding(county: Path) -> None:
    text = (county / "windows.csv").read_text(encoding="utf-8")
    (county / "windows.csv").write_text(text, encoding="gb18030")
    (found,) = problems(county, today=TODAY)
    assert (found.file, found.wrong) == ("windows.csv", "编码不是 UTF-8")


def test_a_spreadsheets_byte_order_mark_is_no_fault(county: Path) -> None:
    text = (county / "windows.csv").read_text(encoding="utf-8")
    (county / "windows.csv").write_text(text, encoding="utf-8-sig")
    assert problems(county, today=TODAY) == []


def test_calendar_file_is_named_by_its_year(county: Path) -> None:
    (county / "calendar" / "2026.csv").rename(county / "calendar" / "今年.csv")
    assert [each.file for each in problems(county, today=TODAY)] == ["calendar/今年.csv", "calendar"]


def test_a_problem_is_a_sentence(county: Path) -> None:
    swap("committees.csv", "陇家调,2028-12-31", "陇家调,2026-11-22")(county)
    (found,) = problems(county, today=TODAY)
    assert str(found) == "committees.csv 第 3 行“term_ends”列：任期已于 2026-11-22 届满。请换届后更新任期。"
