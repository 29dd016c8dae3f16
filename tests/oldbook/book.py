"""Registers as a centre would bring them: made up, some rows wrong."""

from datetime import date, timedelta
from io import BytesIO

from openpyxl import Workbook

from fengdan.oldbook.columns import COLUMNS

HEADINGS = [column.label for column in COLUMNS]
FIRST = date(2025, 1, 6)
TYPES, PLACES = ("邻里", "合同", "婚姻家庭纠纷", "物业"), ("巩昌镇", "文峰镇", "巩昌镇西街村", "首阳镇")
ENDED = {"状态": "已办结", "办结方式": "调解成功（书面协议）", "办结说明": "已签协议。"}
RUNNING = {"状态": "办理中", "承办单位": "巩昌镇综治中心"}


def line(number: int, **other) -> dict:
    """A row that is right: most have ended, every tenth is running."""
    day = FIRST + timedelta(days=number % 300)
    row = {
        "登记号": str(number),
        "登记日期": day.isoformat(),
        "申请人": f"赵测{number}",
        "申请人电话": f"138{number:08d}",
        "被申请人": f"钱测{number}",
        "纠纷类型": TYPES[number % 4],
        "乡镇（村）": PLACES[number % 4],
        "事项经过": f"为院墙的事说了好几回，第{number}件。",
    }
    row |= ENDED | {"办结日期": (day + timedelta(days=20)).isoformat()} if number % 10 else {"状态": "办理中"}
    return row | other


def lines(count: int) -> list[dict]:
    return [line(number) for number in range(1, count + 1)]


def book(rows: list[dict], headings: list[str] = HEADINGS, title: str = "", merge: str = "") -> bytes:
    """The rows under their headings, with a title above if one is given."""
    workbook = Workbook()
    sheet = workbook.active
    if title:
        sheet.append([title])
    sheet.append(headings)
    for row in rows:
        sheet.append([row.get(heading) for heading in headings])
    if merge:
        sheet.merge_cells(merge)
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


# number of the row in the register → what is wrong there, and the column that is named; 37 of them
WRONG: list[tuple[dict, str]] = [
    ({"登记日期": "3.1"}, "登记日期"),
    ({"登记日期": "25.3.1"}, "登记日期"),
    ({"登记日期": "2025-02-30"}, "登记日期"),
    ({"登记日期": "去年春天"}, "登记日期"),
    ({"登记日期": None}, "登记日期"),
    ({"登记日期": "2099-01-01"}, "登记日期"),
    ({"登记日期": "1925-01-01"}, "登记日期"),
    ({"登记号": None}, "登记号"),
    ({"登记号": "1"} | {"登记日期": "2025-01-07"}, "登记号"),
    ({"申请人": None, "申请人电话": None}, "申请人"),
    ({"申请人": "赵" * 201}, "申请人"),
    ({"申请人电话": "1380000"}, "申请人电话"),
    ({"申请人电话": "13800000001、13800000002"}, "申请人电话"),
    ({"申请人身份证号": "110105194912310021"}, "申请人身份证号"),
    ({"申请人身份证号": "11010519491231"}, "申请人身份证号"),
    ({"申请人身份证号": 110105194912310020}, "申请人身份证号"),
    ({"被申请人": None}, "被申请人"),
    ({"被申请人": "钱测一、孙测二", "被申请人电话": "13800000003、13800000004、13800000005"}, "被申请人电话"),
    ({"被申请人电话": "电话忘了"}, "被申请人电话"),
    ({"纠纷类型": "邻居吵架"}, "纠纷类型"),
    ({"纠纷类型": None}, "纠纷类型"),
    ({"乡镇（村）": "巩昌乡"}, "乡镇（村）"),
    ({"乡镇（村）": None}, "乡镇（村）"),
    ({"事项经过": None}, "事项经过"),
    ({"事项经过": "墙" * 5001}, "事项经过"),
    ({"来源": "托人"}, "来源"),
    ({"来源": "信访转来"}, "来件单位"),
    ({"来件单位": "县信访局"}, "来件单位"),
    ({"来访人数": "很多"}, "来访人数"),
    ({"状态": None}, "状态"),
    ({"状态": "差不多了"}, "状态"),
    ({"办结日期": "2025-01-01"}, "办结日期"),
    ({"办结日期": None}, "办结日期"),
    ({"办结方式": "谈好了"}, "办结方式"),
    ({"办结方式": None}, "办结方式"),
    ({"事项经过": "=A1&B1"}, "事项经过"),
    ({"状态": "办理中", "办结日期": None, "办结方式": None, "承办单位": "县水电局"}, "承办单位"),
]


def spoiled(count: int) -> tuple[bytes, set[tuple[int, str]]]:
    """`count` rows with 37 wrong ones spread over them, and what has to be named: row on the sheet, column."""
    rows, expected = lines(count), set()
    step = count // len(WRONG)
    for place, (other, column) in enumerate(WRONG):
        number = place * step + 11  # ends in 1 to 9 or not: the ones with an ending need one
        number += number % 10 == 0
        rows[number - 1] |= other
        expected.add((number + 1, column))
    return book(rows), expected
