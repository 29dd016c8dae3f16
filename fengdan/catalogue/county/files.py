"""Reading a county's CSV files: encoding, header, row numbers. What must hold of them is `check`."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from fengdan.catalogue.county.columns import CALENDAR, FILES, Column


@dataclass(frozen=True)
class Problem:
    """What is wrong, where, and how to mend it. Row 1 is the header; row 0 means the file as a whole."""

    file: str
    row: int
    field: str
    wrong: str
    mend: str

    def __str__(self) -> str:
        place = f" 第 {self.row} 行" if self.row else ""
        return f"{self.file}{place}{f'“{self.field}”列' if self.field else ''}：{self.wrong}。{self.mend}。"


@dataclass(frozen=True)
class Row:
    """A line of a file, its cells stripped of blanks."""

    file: str
    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def values(self, column: str) -> list[str]:
        """The `;`-separated values of a cell."""
        return [value.strip() for value in self[column].split(";") if value.strip()]

    def yes(self, column: str) -> bool:
        return self[column] == "是"

    def problem(self, field: str, wrong: str, mend: str) -> Problem:
        return Problem(self.file, self.number, field, wrong, mend)


@dataclass(frozen=True)
class County:
    """The rows of every file, by file name; calendars by year."""

    files: Mapping[str, list[Row]]
    calendars: Mapping[int, list[Row]]

    def __getitem__(self, name: str) -> list[Row]:
        return self.files[name]


def read_county(folder: Path) -> tuple[County, list[Problem]]:
    """Read every file. A file that cannot be read is empty here and named among the problems."""
    found: list[Problem] = []
    files = {name: read_file(folder / name, name, columns, found) for name, columns in FILES.items()}
    calendars: dict[int, list[Row]] = {}
    for path in sorted(folder.glob("calendar/*.csv")):
        name = f"calendar/{path.name}"
        if not (path.stem.isascii() and path.stem.isdigit() and len(path.stem) == len("2026")):
            found.append(Problem(name, 0, "", "文件名应为四位年份", "请改成如 2026.csv"))
            continue
        calendars[int(path.stem)] = read_file(path, name, CALENDAR, found)
    if not calendars:
        found.append(
            Problem("calendar", 0, "", "没有任何年份的工作日历", "请至少放入一个年份的文件，如 calendar/2026.csv")
        )
    return County(files, calendars), found


def read_file(path: Path, name: str, columns: Iterable[Column], found: list[Problem]) -> list[Row]:
    """The rows of one file; anything that keeps it from being read goes to `found`."""
    header = [column.name for column in columns]
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream, strict=True)
            if [cell.strip() for cell in next(reader, [])] != header:
                found.append(Problem(name, 1, "", "表头不对", f"表头应依次为 {','.join(header)}"))
                return []
            return _rows(((reader.line_num, cells) for cells in reader), name, header, found)
    except FileNotFoundError:
        found.append(Problem(name, 0, "", "缺少这个文件", "请补上该文件"))
    except UnicodeDecodeError:
        found.append(Problem(name, 0, "", "编码不是 UTF-8", "请另存为 UTF-8 编码的 CSV"))
    except csv.Error:
        found.append(Problem(name, 0, "", "不是合格的 CSV（多为引号没有成对）", "请用表格软件重新导出"))
    return []


def _rows(lines: Iterable[tuple[int, list[str]]], name: str, header: list[str], found: list[Problem]) -> list[Row]:
    rows: list[Row] = []
    for number, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            wrong = f"有 {len(cells)} 个单元格，应有 {len(header)} 个"
            found.append(Problem(name, number, "", wrong, "请补齐或删去多余的逗号"))
            continue
        values = dict(zip(header, (cell.strip() for cell in cells), strict=True))
        rows.append(Row(name, number, values))
    if not rows:
        found.append(Problem(name, 0, "", "没有一行数据", "请至少填写一行"))
    return rows
