"""`bin/fengdan calendar load FILE`: a new year or a corrected notice, and every running date it moves."""

import argparse
import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from fengdan.catalogue.county.changes import Summary
from fengdan.catalogue.county.one_year import YearFile, read_year
from fengdan.catalogue.rules import limit_names
from fengdan.matters.actions.recount import Line, Recounted
from fengdan.matters.calendars import load, rehearse
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Refused
from fengdan.terminal import progress
from fengdan.units.models import Unit


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    whats = commands.add_parser("calendar", help="工作日历").add_subparsers(dest="what", required=True, metavar="WHAT")
    command = whats.add_parser("load", help="载入新一年的日历或更正的通知；列出日期有变的在办时限，确认后生效并通知")
    command.add_argument(
        "file", type=Path, metavar="FILE", help="如 2027.csv，格式同 counties/longxi/calendar/2026.csv"
    )
    command.add_argument("--yes", action="store_true", help="不再询问，直接生效")
    command.add_argument("--json", action="store_true")


def run(given: argparse.Namespace, at: datetime) -> int:
    """0 done or nothing to do, 1 when nobody has agreed to it. Raises Refused naming what is wrong with the file."""
    file = read_year(given.file)
    for note in file.notes:
        print(note, file=sys.stderr)  # noqa: T201
    summary, found = rehearse(file)
    if not summary.changes:
        return _tell(given, file, summary, found, f"{file.year} 年的日历与现行的相同，没有改动。")
    if not given.json:
        _list(summary, found)
    if not (given.yes or _agreed(file.year)):
        if given.json:
            _tell(given, file, summary, found, "")
        raise Refused(f"{file.year} 年的日历没有载入，时限没有变动。要载入请加 --yes。")
    summary, done = load(file, at, progress("正在重算时限", "件"))
    counts = f"{len(done.moved)} 个时限改了日期并已通知，{len(done.confirmed)} 个由暂定变为确定"
    said = f"{file.year} 年的日历已载入：{counts}。"
    return _tell(given, file, summary, done, said, applied=True)


def _agreed(year: int) -> bool:
    """Asked of somebody at a terminal; nobody else can answer."""
    if not sys.stdin.isatty():
        return False
    print(f"载入 {year} 年的日历并改动以上时限吗？[y/N] ", end="", file=sys.stderr, flush=True)  # noqa: T201
    return sys.stdin.readline().strip().lower() in {"y", "yes", "是"}


def _list(summary: Summary, found: Recounted) -> None:
    """What differs in the calendar, then every running date that moves, old → new."""
    for change in summary.listed:
        print(change)  # noqa: T201
    names, units = limit_names(), dict(Unit.objects.values_list("pk", "name"))
    for line in found.lines:
        old, new = (f"{moment.astimezone(ZONE):%Y-%m-%d %H:%M}" for moment in (line.was, line.end.at))
        what = f"{old} → {new}{'（暂定）' if line.end.provisional else ''}" if line.moved else f"{old} 由暂定变为确定"
        print(f"{line.code} {names.get(line.name, line.name)} {what} {units[line.holder]}")  # noqa: T201
    print(f"{len(found.moved)} 个时限改日期，{len(found.confirmed)} 个由暂定变为确定。")  # noqa: T201
    if found.left:
        why = "不是按现行规定算出的，或者正在中止（恢复时按新日历算）"
        print(f"另有 {found.left} 个时限{why}，这次不会改动。")  # noqa: T201


def _tell(
    given: argparse.Namespace, file: YearFile, summary: Summary, found: Recounted, said: str, *, applied: bool = False
) -> int:
    if not given.json:
        print(said)  # noqa: T201
        return 0
    answer: dict[str, Any] = {
        "year": file.year,
        "applied": applied,
        "changes": summary.changes,
        "left_alone": found.left,
    }
    answer |= {"moved": [_line(each) for each in found.moved], "confirmed": [_line(each) for each in found.confirmed]}
    print(json.dumps(answer, ensure_ascii=False))  # noqa: T201
    return 0


def _line(line: Line) -> dict[str, Any]:
    old, new = (moment.astimezone(ZONE).isoformat() for moment in (line.was, line.end.at))
    return {
        "code": line.code,
        "limit": line.name,
        "was": old,
        "becomes": new,
        "provisional": line.end.provisional,
        "holder": line.holder,
    }
