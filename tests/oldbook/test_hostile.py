"""Files that are no register, or are made to do harm: refused with a sentence, quickly, and nothing is kept."""

import io
import struct
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook, load_workbook

from fengdan.oldbook.days import day_of
from fengdan.oldbook.sheet import read
from fengdan.oldbook.template import template
from fengdan.rulebook.errors import Refused
from tests.oldbook.book import book, line, lines


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def repacked(data: bytes, name: str, content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return packed({each: package.read(each) for each in package.namelist()} | {name: content})


def locked() -> bytes:
    """Every part marked as encrypted."""
    data = bytearray(book([line(1)]))
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 8 : at + 10] = struct.pack("<H", 1)
        at += 4
    return bytes(data)


ONE = book([line(1)])
SHEET = "xl/worksheets/sheet1.xml"
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><worksheet>&b;</worksheet>'
HOSTILE = {
    "empty": (b"", "不是 Excel 工作簿"),
    "a text": ("登记号,申请人\n1,赵测一".encode(), "不是 Excel 工作簿"),
    "old excel or with a password": (b"\xd0\xcf\x11\xe0" + bytes(600), "打开密码，或者是旧版"),
    "zip with a password": (locked(), "打开密码"),
    "another zip": (packed({"a.txt": b"a"}), "不是 Excel 工作簿"),
    "cut off": (ONE[: len(ONE) // 2], "已损坏"),
    "bomb": (repacked(ONE, "xl/media/zeros.bin", bytes(100 * 1024 * 1024)), "展开后太大"),
    "many parts": (packed({f"xl/{n}.xml": b"" for n in range(600)}), "展开后太大"),
    "entities": (repacked(ONE, SHEET, ENTITIES), "不是 Excel 工作簿"),
    "no sheet": (repacked(ONE, SHEET, b"<worksheet"), "已损坏|没有找到表头"),
    "no headings": (book([], ["甲", "乙"]), "没有找到表头"),
    "20,001 rows": (
        book([{"登记号": 1, "登记日期": 2, "申请人": 3}] * 20_001, ["登记号", "登记日期", "申请人"]),
        "最多导入 20000 行",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_register_is_refused_with_a_sentence(name):
    data, says = HOSTILE[name]
    with pytest.raises(Refused, match=says):
        read(data)


def test_a_cell_at_the_far_end_of_the_sheet_costs_nothing():
    workbook = load_workbook(io.BytesIO(book(lines(3))))
    workbook.active["XFD1048576"] = "x"
    out = io.BytesIO()
    workbook.save(out)
    assert len(read(out.getvalue()).lines) == 3


@pytest.mark.parametrize(
    "written",
    [
        "2025.3.1",
        "2025年3月1日",
        "2025/03/01",
        "2025-3-1",
        "20250301",
        "45717",
        45717,
        "２０２５．３．１",
        "2025-03-01 09:30",
    ],
)
def test_a_day_is_understood_however_it_is_written(written):
    assert day_of(written) == day_of(datetime(2025, 3, 1)) == date(2025, 3, 1)  # noqa: DTZ001


@pytest.mark.parametrize("written", ["3.1", "25.3.1", "2025.3", "2025-13-01", "2025", 3.1, "上月", "20250230"])
def test_a_day_that_could_be_several_is_refused(written):
    with pytest.raises(Refused, match="请写成 2025-03-01 这样"):
        day_of(written)


@pytest.mark.django_db
def test_the_template_is_read_by_the_import_it_is_for():
    workbook = load_workbook(io.BytesIO(template()))
    assert workbook.sheetnames == ["台账", "列表", "说明"]
    sheet = workbook["台账"]
    for column, cell in enumerate(sheet[1], start=1):
        sheet.cell(2, column, line(1).get(cell.value))
    out = io.BytesIO()
    workbook.save(out)
    found = read(out.getvalue())
    assert (found.problems, [each.values["number"] for each in found.lines]) == ([], ["1"])
    assert isinstance(workbook, Workbook)
    assert len(sheet.data_validations.dataValidation) == 6
