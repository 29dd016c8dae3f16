"""Reading a county's CSV files: encoding, header, row numbers. What must hold of them is `check`."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fengdan.catalogue.county.column import Column
from fengdan.catalogue.county.columns import CALENDAR, FILES

MAY_BE_EMPTY = frozenset({"rooms.csv", "cards.csv", "directory.csv", "oncall.csv", "travel.csv"})
MAY_BE_EMPTY |= {"appointments.csv", "grades.csv", "training.csv", "articles.csv"}
UTF8, GB18030 = "utf-8-sig", "gb18030"


@dataclass(frozen=True)
class Problem:
    """What is wrong, where, and how to mend it. Row 1 is the header; row 0 means the file as a whole.

    A `shortfall` is a lack that time or people bring about (a term that ends, a member who leaves): it keeps a county
    from being loaded for the first time, and is a warning on a system that is running. A `mild` one is never more than
    a warning: a paper that has run out keeps nobody from working with the rest.
    """

    file: str
    row: int
    field: str
    wrong: str
    mend: str
    shortfall: bool = False
    mild: bool = False

    def __str__(self) -> str:
        place = f" 第 {self.row} 行" if self.row else ""
        return f"{self.file}{place}{f'“{self.field}”列' if self.field else ''}：{self.sentence}"

    @property
    def sentence(self) -> str:
        """Without the place, for a page that speaks of the database and not of files."""
        return f"{self.wrong}。{self.mend}。"


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
        return split(self[column])

    def yes(self, column: str) -> bool:
        return self[column] == "是"

    def problem(self, field: str, wrong: str, mend: str, *, shortfall: bool = False) -> Problem:
        return Problem(self.file, self.number, field, wrong, mend, shortfall)


@dataclass(frozen=True)
class County:
    """The rows of every file, by file name; calendars by year. `broken` files could not be read whole."""

    files: Mapping[str, list[Row]]
    calendars: Mapping[int, list[Row]]
    notes: tuple[str, ...] = ()
    broken: frozenset[str] = field(default=frozenset())

    def __getitem__(self, name: str) -> list[Row]:
        return self.files[name]

    @property
    def code(self) -> str:
        return self["county.csv"][0]["code"]

    def all_files(self) -> Iterator[tuple[str, list[Row]]]:
        """Every file by its path in the folder, the calendars last."""
        yield from self.files.items()
        yield from ((calendar_file(year), rows) for year, rows in sorted(self.calendars.items()))

    def as_json(self) -> dict[str, list[dict[str, str]]]:
        """The rows as a draft keeps them; `from_json` reads them back."""
        return {name: [dict(row.cells) for row in rows] for name, rows in self.all_files()}

    @staticmethod
    def from_json(kept: Mapping[str, Iterable[Mapping[str, Any]]]) -> "County":
        files, calendars = {}, {}
        for name, columns in FILES.items():
            files[name] = _numbered(name, columns, kept.get(name, ()))
        for name, rows in kept.items():
            if name not in FILES:
                calendars[int(Path(name).stem)] = _numbered(name, CALENDAR, rows)
        return County(files, calendars)


def split(text: str) -> list[str]:
    """The `;`-separated values of a text."""
    return [value.strip() for value in text.split(";") if value.strip()]


def calendar_file(year: int) -> str:
    return f"calendar/{year}.csv"


def _numbered(name: str, columns: Iterable[Column], lines: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Rows numbered as they would stand in a file: the first line after the header is row 2."""
    return [
        Row(name, number, {column.name: str(line.get(column.name, "")) for column in columns})
        for number, line in enumerate(lines, start=2)
    ]


def read_county(folder: Path) -> tuple[County, list[Problem]]:
    """Read every file. What cannot be read is named among the problems, and its file among the broken."""
    found: list[Problem] = []
    notes: list[str] = []
    files = {name: read_file(folder / name, name, columns, found, notes) for name, columns in FILES.items()}
    calendars: dict[int, list[Row]] = {}
    for path in sorted(folder.glob("calendar/*.csv")):
        name = f"calendar/{path.name}"
        if not (path.stem.isascii() and path.stem.isdigit() and len(path.stem) == len("2026")):
            found.append(Problem(name, 0, "", "文件名应为四位年份", "请改成如 2026.csv"))
            continue
        calendars[int(path.stem)] = read_file(path, name, CALENDAR, found, notes)
    if not calendars:
        found.append(
            Problem("calendar", 0, "", "没有任何年份的工作日历", "请至少放入一个年份的文件，如 calendar/2026.csv")
        )
    broken = frozenset(problem.file for problem in found)
    return County(files, calendars, tuple(notes), broken), found


def read_file(path: Path, name: str, columns: Iterable[Column], found: list[Problem], notes: list[str]) -> list[Row]:
    """The rows of one file. What keeps it from being read goes to `found`, how it was read otherwise to `notes`."""
    header = [column.name for column in columns]
    text = _text(path, name, found, notes)
    if text is None:
        return []
    lines = _lines(text, name, found)
    _, cells = next(lines, (1, []))
    if [cell.strip() for cell in cells] != header:
        found.append(Problem(name, 1, "", "表头不对", f"表头应依次为 {','.join(header)}"))
        return []
    return _rows(lines, name, header, found)


def _text(path: Path, name: str, found: list[Problem], notes: list[str]) -> str | None:
    """UTF-8 with or without a mark, else GB18030 as older spreadsheets write it."""
    try:
        content = path.read_bytes()
    except OSError:
        found.append(Problem(name, 0, "", "缺少这个文件", "请补上该文件"))
        return None
    for encoding in (UTF8, GB18030):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == GB18030:
            notes.append(f"{name} 不是 UTF-8，已按 GB18030 读取，请核对其中的汉字。")
        return text
    found.append(Problem(name, 0, "", "编码既不是 UTF-8 也不是 GB18030", "请另存为 UTF-8 编码的 CSV"))
    return None


def _lines(text: str, name: str, found: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line it begins on; one that cannot be read goes to `found`."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        number = reader.line_num + 1
        try:
            yield number, next(reader)
        except StopIteration:
            return
        except csv.Error:
            found.append(Problem(name, number, "", "不是合格的 CSV（多为引号没有成对）", "请用表格软件重新导出"))


def _rows(lines: Iterable[tuple[int, list[str]]], name: str, header: list[str], found: list[Problem]) -> list[Row]:
    rows: list[Row] = []
    before = len(found)
    for number, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            wrong = f"有 {len(cells)} 个单元格，应有 {len(header)} 个"
            found.append(Problem(name, number, "", wrong, "请补齐或删去多余的逗号"))
            continue
        values = dict(zip(header, (cell.strip() for cell in cells), strict=True))
        rows.append(Row(name, number, values))
    if not rows and len(found) == before and name not in MAY_BE_EMPTY:
        found.append(Problem(name, 0, "", "没有一行数据", "请至少填写一行"))
    return rows
