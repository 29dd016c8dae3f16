"""A workbook read into rows of text under their headings: values only, nothing computed, nothing run."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as ET

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from fengdan.oldbook.columns import COLUMNS, Column, column_of
from fengdan.oldbook.package import DAMAGED, MOST_MERGED, check_package, merged_cells
from fengdan.oldbook.problem import Problem
from fengdan.rulebook.errors import Refused

MOST_ROWS = 20_000
MOST_COLUMNS = 60
HEADINGS_WITHIN = 10  # a title may stand above them
LACKING = "缺少这一列。"
ENOUGH = 3  # so many known headings make a row of headings
WAYS_TO_FAIL = (
    InvalidFileException,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    ET.ParseError,
    OSError,
    zipfile.BadZipFile,
)


@dataclass(frozen=True)
class Line:
    """A row as it stands: `values` by column key (text, number or date), `cells` all of it as (heading, text)."""

    row: int
    values: dict[str, Any]
    cells: tuple[tuple[str, str], ...]


@dataclass
class Sheet:
    """`unknown` are headings nobody here knows; they stay with the row. `problems` are of the sheet as such."""

    name: str = ""
    lines: list[Line] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read(data: bytes) -> Sheet:
    """Read the first sheet that has the headings. Raises Refused for what is no workbook or has too many rows."""
    check_package(data)
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=False, keep_links=False)
        for sheet in book.worksheets:
            if found := _read(sheet):
                read_, top = found
                path = sheet._worksheet_path  # noqa: SLF001 - nothing public says which part a sheet is
                read_.problems += _merged(merged_cells(data, path), top)
                return read_
    except WAYS_TO_FAIL as fault:
        raise Refused(DAMAGED, "file") from fault
    names = "、".join(column.label for column in COLUMNS if column.needed)
    raise Refused(f"没有找到表头。请用模板，或者在前 {HEADINGS_WITHIN} 行里写上表头：{names}。", "file")


def _read(sheet: Any) -> tuple[Sheet, int] | None:
    found = Sheet(sheet.title)
    headings: list[tuple[str, Column | None]] = []
    top = 0
    for row, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
        if headings:
            _add(found, row, cells, headings)
        elif row > HEADINGS_WITHIN:
            return None
        else:
            named = [(text_of(cell.value), column_of(text_of(cell.value))) for cell in cells]
            if sum(column is not None for _, column in named) >= ENOUGH:
                headings, top = named, row
                found.problems += _of_headings(row, named)
                found.unknown = [name for name, column in named if name and column is None]
    return (found, top) if headings else None


def _of_headings(row: int, named: list[tuple[str, Column | None]]) -> Iterator[Problem]:
    there = [column for _, column in named if column]
    for column in COLUMNS:
        names = [name for name, known in named if known is column]
        if len(names) > 1:
            yield Problem(row, "、".join(names), f"这几列都是“{column.label}”，请只留一列，其余改名。")
        if column.needed and column not in there:
            other = "、".join(column.names[1:])
            yield Problem(row, column.label, f"{LACKING}请加上，也可以叫{other}。")


def _add(found: Sheet, row: int, cells: tuple[Any, ...], headings: list[tuple[str, Column | None]]) -> None:
    values: dict[str, Any] = {}
    kept: list[tuple[str, str]] = []
    problems: list[Problem] = []
    for cell, (name, column) in zip(cells, headings, strict=False):
        text = text_of(cell.value)
        if not text:
            continue
        if cell.data_type == "f":
            problems.append(Problem(row, name, f"{cell.coordinate} 是公式。请复制后“选择性粘贴为数值”，再上传。"))
        elif cell.data_type == "e":
            problems.append(Problem(row, name, f"{cell.coordinate} 是错误值 {text}。请改成真实内容或清空。"))
        kept.append((name or cell.column_letter, text))
        if column:
            values[column.key] = cell.value
    if not kept:
        return
    if len(found.lines) == MOST_ROWS:
        raise Refused(f"一次最多导入 {MOST_ROWS} 行，请按年份拆成几个文件，分次导入。", "file")
    found.lines.append(Line(row, values, tuple(kept)))
    found.problems += problems


def _merged(ranges: list[str], top: int) -> Iterator[Problem]:
    """Merged cells from the headings on; a title above them may be merged."""
    for ref in ranges[:MOST_MERGED]:
        if range_boundaries(ref)[3] >= top:
            yield Problem(range_boundaries(ref)[1], "", f"{ref} 是合并单元格。请取消合并，每一行都填上内容。")
    if len(ranges) > MOST_MERGED:
        yield Problem(0, "", "还有更多合并单元格。请选中整张表，取消合并。")


def text_of(value: Any) -> str:
    """A cell's value as text: whole numbers without a point, days as 2025-03-01, a rich text as its letters."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes").removesuffix(" 00:00")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
