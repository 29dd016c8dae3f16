"""Cell by cell: filled in, short enough, of the right form, not twice, pointing at something that exists."""

from collections.abc import Iterator
from datetime import date

from fengdan.catalogue.county.column import Column, Kind
from fengdan.catalogue.county.columns import FILES
from fengdan.catalogue.county.files import County, Problem, Row
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.limits import parse_limit

KEYS = {name: columns[0].name for name, columns in FILES.items()}
PAIRS: dict[str, tuple[str, ...]] = {
    "committee_members.csv": ("committee", "mediator"),
    "team_members.csv": ("team", "mediator"),
    "appointments.csv": ("committee", "mediator", "from_day"),
    "grades.csv": ("mediator", "issued_on"),
    "training.csv": ("mediator", "held_on", "topic"),
    "item_steps.csv": ("item", "step"),
    "item_materials.csv": ("item", "name"),
}


def day(text: str) -> date | None:
    """An ISO date written in full, or None."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.isoformat() == text else None


def problems(county: County) -> Iterator[Problem]:
    codes = {name: {row[key] for row in county[name]} for name, key in KEYS.items()}
    for name, columns in FILES.items():
        for column in columns:
            known = _known(column.target.split(), codes, county.broken)
            for row in county[name]:
                yield from cell_problems(row, column, known)
            if column.unique:
                yield from repeated(county[name], (column.name,))
        if name in PAIRS:
            yield from repeated(county[name], PAIRS[name])


def _known(targets: list[str], codes: dict[str, set[str]], broken: frozenset[str]) -> set[str] | None:
    """The codes a column may refer to; None when a file it refers to could not be read."""
    return None if broken.intersection(targets) else set().union(*(codes[target] for target in targets))


def cell_problems(row: Row, column: Column, known: set[str] | None) -> Iterator[Problem]:
    """What is wrong with one cell; `known` are the codes it may refer to, None when nobody can tell."""
    value = row[column.name]
    if not value:
        if not column.empty:
            yield row.problem(column.name, "没有填写", "请填写")
        return
    if not value.isprintable():
        yield row.problem(column.name, "含有换行或看不见的字符", "请删去后重新输入")
    if len(value) > column.length:
        yield row.problem(column.name, f"超过 {column.length} 个字", "请缩短")
    if column.kind in (Kind.REFERENCE, Kind.REFERENCES, Kind.CHOICES):
        yield from _code_problems(row, column, known)
    elif fault := _malformed(value, column):
        yield row.problem(column.name, *fault)


def _code_problems(row: Row, column: Column, known: set[str] | None) -> Iterator[Problem]:
    """Codes and words that must be known, one or several in the cell."""
    values = [row[column.name]] if column.kind is Kind.REFERENCE else row.values(column.name)
    seen: set[str] = set()
    for value in values:
        if value in seen:
            yield row.problem(column.name, f"“{value}”在这一格里写了两次", "请删去一个")
        seen.add(value)
        if column.kind is Kind.CHOICES:
            if value not in column.choices:
                yield row.problem(column.name, *_unknown_choice(value, column))
        elif known is not None and value not in known:
            files = column.target.replace(" ", " 或 ")
            mend = f"请先在 {files} 中登记，或改成已有的代码"
            yield row.problem(column.name, f"“{value}”在 {files} 中找不到", mend)


def _unknown_choice(value: str, column: Column) -> tuple[str, str]:
    return f"“{value}”不在可选范围内", f"请从 {'、'.join(column.choices)} 中选"


def _malformed(value: str, column: Column) -> tuple[str, str] | None:
    """What is wrong with the form of a value, and how to mend it."""
    match column.kind:
        case Kind.FLAG if value not in {"是", "否"}:
            return f"“{value}”既不是“是”也不是“否”", "请填“是”或“否”"
        case Kind.DATE if day(value) is None:
            return f"“{value}”不是日期", "请写成 2026-11-23 的样子"
        case Kind.CHOICE if value not in column.choices:
            return _unknown_choice(value, column)
        case Kind.NUMBER if not (value.isascii() and value.isdigit() and int(value) > 0) or value[0] == "0":
            return f"“{value}”不是大于 0 的整数", "请写成数字，如 12"
        case Kind.LIMIT:
            try:
                parse_limit(value)
            except Refused as refusal:
                return refusal.reason.rstrip("。"), "请改正时限"
    return None


def repeated(rows: list[Row], columns: tuple[str, ...]) -> Iterator[Problem]:
    """Rows that have the same cells in these columns as one before."""
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        values = tuple(row[column] for column in columns)
        if not all(values):
            continue
        first = seen.setdefault(values, row.number)
        if first != row.number:
            yield row.problem(columns[-1], f"“{'、'.join(values)}”与第 {first} 行重复", "请删去或改正其中一行")
