"""A year's calendar file: the notice, the office hours, the days off and the make-up workdays."""

import re
from collections.abc import Iterator
from datetime import date, time
from itertools import pairwise

from fengdan.catalogue.county.cells import cell_problems, day
from fengdan.catalogue.county.columns import CALENDAR
from fengdan.catalogue.county.files import Problem, Row
from fengdan.rulebook.calendars import SATURDAY, Year
from fengdan.rulebook.errors import Refused

CLOCK = r"((?:[01][0-9]|2[0-3]):[0-5][0-9])"
SPAN = re.compile(f"{CLOCK}-{CLOCK}")


def problems(number: int, rows: list[Row]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for row in rows:
        faults = [fault for column in CALENDAR for fault in cell_problems(row, column, None)]
        yield from faults
        if faults:
            continue
        first = seen.setdefault(row["value"], row.number)
        if first != row.number:
            yield row.problem("value", f"“{row['value']}”与第 {first} 行重复", "每个日期只能出现一次，请删去其中一行")
        elif row["kind"] in ("off", "work"):
            yield from _date_problems(number, row)
        elif row["kind"] == "hours":
            yield from _span_problems(row)
    if rows:
        yield from _whole_problems(rows)


def _date_problems(number: int, row: Row) -> Iterator[Problem]:
    when = day(row["value"])
    if when is None:
        yield row.problem("value", f"“{row['value']}”不是日期", "请写成 2026-11-23 的样子")
    elif when.year != number:
        yield row.problem("value", f"{when} 不在 {number} 年", "请移到该日期所在年份的文件")
    elif row["kind"] == "work" and when.weekday() < SATURDAY:
        yield row.problem("value", f"{when} 不是周六或周日，不必调休上班", "请核对通知原文")


def _span_problems(row: Row) -> Iterator[Problem]:
    span = _span(row["value"])
    if span is None:
        yield row.problem("value", f"“{row['value']}”不是一段办公时间", "请写成 08:30-12:00 的样子")
    elif span[0] >= span[1]:
        yield row.problem("value", f"“{row['value']}”结束早于开始", "请先写开始、后写结束")


def _whole_problems(rows: list[Row]) -> Iterator[Problem]:
    name = rows[0].file
    notices = sum(row["kind"] == "notice" for row in rows)
    if notices != 1:
        yield Problem(name, 0, "kind", f"应有且只有一行 notice，现有 {notices} 行", "请写明所依据的放假通知")
    hours = [(row, span) for row in rows if row["kind"] == "hours" and (span := _span(row["value"]))]
    for (earlier, before), (row, span) in pairwise(hours):
        if span[0] <= before[1]:
            wrong = f"“{row['value']}”与第 {earlier.number} 行的“{earlier['value']}”重叠或次序颠倒"
            yield row.problem("value", wrong, "办公时间各段应先后相接、互不重叠")
            return
    try:
        Year(frozenset(), frozenset(), tuple(span for _, span in hours))
    except Refused as refusal:
        yield Problem(name, 0, "kind", refusal.reason.rstrip("。"), "请核对 hours 各行")


def _span(text: str) -> tuple[time, time] | None:
    match = SPAN.fullmatch(text)
    return (time.fromisoformat(match[1]), time.fromisoformat(match[2])) if match else None


def published(rows: list[Row]) -> tuple[str, Year]:
    """The notice and the year of a file that has no problems."""

    def dates(kind: str) -> frozenset[date]:
        return frozenset(date.fromisoformat(row["value"]) for row in rows if row["kind"] == kind)

    spans = [_span(row["value"]) for row in rows if row["kind"] == "hours"]
    (notice,) = (row["value"] for row in rows if row["kind"] == "notice")
    return notice, Year(dates("off"), dates("work"), tuple(span for span in spans if span))
