"""`bin/fengdan clock`: when a limit runs out by the county's calendar, and what each day on the way counted for."""

import argparse
import json
from datetime import datetime

from fengdan.catalogue.rules import rules_in_force
from fengdan.rulebook.calendars import WEEKDAYS, ZONE
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.workdays import due, parse_limit

YEARS = range(1990, 2101)


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("clock", help="查一个时限到哪一刻为止，并逐日说明为什么")
    parser.add_argument("--from", required=True, dest="start", metavar="ISO", help="开始，如 2026-02-12T09:30")
    parser.add_argument("--limit", required=True, metavar="LIMIT", help="时限，如 5wd、4wh、30d、1mo、48h、30min")
    parser.add_argument("--no-roll", action="store_true", help="末日逢休息日不顺延")
    parser.add_argument("--json", action="store_true")


def run(given: argparse.Namespace, _at: datetime) -> int:
    limit = parse_limit(given.limit)
    end = due(_start(given.start), limit, rules_in_force().calendar, roll=not given.no_roll)
    days = [{"date": day.date.isoformat(), "counts": day.counts, "why": day.why} for day in end.days]
    if given.json:
        told = {"due": end.at.isoformat(), "provisional": end.provisional, "days": days}
        print(json.dumps(told, ensure_ascii=False))  # noqa: T201
        return 0
    print(f"{limit.words}，到 {end.at:%Y-%m-%d %H:%M} 为止{'（暂定：当年日历未公布）' if end.provisional else ''}")  # noqa: T201
    for day in end.days:
        print(f"{day.date} 周{WEEKDAYS[day.date.weekday()]} {'计' if day.counts else '不计'}　{day.why}")  # noqa: T201
    return 0


def _start(text: str) -> datetime:
    """The moment; without a zone it is the county's. Raises Refused."""
    try:
        start = datetime.fromisoformat(text)
    except ValueError:
        raise Refused(f"开始时间“{text}”看不懂：请写成 2026-02-12 或 2026-02-12T09:30。", "from") from None
    if start.year not in YEARS:
        raise Refused(f"开始时间“{text}”应在 {YEARS[0]} 年到 {YEARS[-1]} 年之间，请改正。", "from")
    return start if start.tzinfo else start.replace(tzinfo=ZONE)
