"""What must hold of the roster: nobody in two places, no place held twice, no standing window without anybody."""

from collections.abc import Iterator
from datetime import date

from fengdan.catalogue.county.cells import day
from fengdan.catalogue.county.files import County, Problem, Row
from fengdan.rulebook.calendars import WEEKDAYS
from fengdan.rulebook.duty import HALF_LABELS, LEADER, SPELLS, WEEK, Half, Person, Turn, clashes, gaps

IN_A_WEEK = len(WEEK) * len(Half)


def problems(county: County) -> Iterator[Problem]:
    """Two lines that overlap: both are named."""
    rows = {row["code"]: row for row in county["duty.csv"] if _readable(row)}
    for earlier, later in clashes(_turn(row) for row in rows.values()):
        first, row = rows[earlier.code], rows[later.code]
        if earlier.place == later.place:
            field, wrong = "window", f"{_place(county, row)}与第 {first.number} 行的{first['name']}同一时间重复排班"
        else:
            field, wrong = "name", f"{row['name']}与第 {first.number} 行同一时间排在两个窗口"
        mend = "请改正星期、全天或半天，或起止日期"
        if field == "name" and not row["account"]:
            mend += "；若是同名的两个人，请填写账号或在姓名后注明"
        yield row.problem(field, wrong, mend)


def shortfalls(county: County, today: date) -> Iterator[Problem]:
    """A standing window or the 值班领导 without anybody on a weekday, a rotating window that is never there."""
    turns = [_turn(row) for row in county["duty.csv"] if _readable(row)]
    for window in county["windows.csv"]:
        lacking = gaps(window["code"], turns, today)
        if window["kind"] == "standing" and lacking:
            wrong = f"常态窗口“{window['name']}”{_when(lacking)}没有人值班"
            yield window.problem("code", wrong, "请在 duty.csv 中补上", shortfall=True)
        elif len(lacking) == IN_A_WEEK:
            wrong = f"动态窗口“{window['name']}”没有排进驻的日子"
            yield window.problem("code", wrong, "请在 duty.csv 中补上", shortfall=True)
    if lacking := gaps(LEADER, turns, today):
        wrong, mend = f"{_when(lacking)}没有值班领导", "请在 duty.csv 中补上，window 留空"
        yield Problem("duty.csv", 0, "window", wrong, mend, shortfall=True)


def _when(lacking: list[tuple[int, Half]]) -> str:
    """周一上午、周三下午等 4 个半天."""
    said = "、".join(f"周{WEEKDAYS[weekday - 1]}{HALF_LABELS[half]}" for weekday, half in lacking[:2])
    return f"{said}等 {len(lacking)} 个半天" if len(lacking) > len(Half) else said


def _place(county: County, row: Row) -> str:
    names = {window["code"]: window["name"] for window in county["windows.csv"]}
    return f"“{names.get(row['window'], row['window'])}”" if row["window"] else "值班领导"


def _readable(row: Row) -> bool:
    """Anything else is named cell by cell."""
    numbers = {str(weekday) for weekday in WEEK}
    return row["spell"] in SPELLS and set(row.values("weekdays")) <= numbers and day(row["active_from"]) is not None


def _turn(row: Row) -> Turn:
    return Turn(
        code=row["code"],
        place=row["window"],
        weekdays=frozenset(map(int, row.values("weekdays"))),
        halves=SPELLS[row["spell"]],
        person=Person(row["name"], row["post"], row["account"]),
        first=day(row["active_from"]) or date.min,
        last=day(row["active_to"]),
    )
