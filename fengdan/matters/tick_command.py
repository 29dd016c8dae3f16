"""`bin/fengdan tick --at ISO`: one sweep as of a moment."""

import argparse
import json
import sys
from datetime import datetime

from django.conf import settings

from fengdan.matters.tick import tick
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.rungs import Rung


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser("tick", help="提醒、催办、升级到某一时刻为止该办的时限；可重复执行")
    command.add_argument("--at", type=_moment, metavar="ISO", help="如 2026-11-24T09:00；不写就是现在")
    command.add_argument("--json", action="store_true")


def run(given: argparse.Namespace, now: datetime) -> int:
    """0, or 1 when a matter could not be swept: its code is on stderr. Raises Refused for the future, when live."""
    at = given.at or now
    if settings.PROFILE == "live" and at > now:
        raise Refused("正式环境不能按将来的时刻扫描时限，请核对 --at。")
    done = tick(at)
    counts = {rung.value: done.taken[rung] for rung in Rung}
    if given.json:
        print(json.dumps(counts | {"failed": done.failed}))  # noqa: T201
    else:
        late = f"逐级上报 {counts['climb']} 次，逾期未接收回 {counts['time_out']} 次"
        print(f"提醒 {counts['remind']} 次，催办 {counts['urge']} 次，升级 {counts['escalate']} 次，{late}。")  # noqa: T201
    for code in done.failed:
        print(f"{code} 没有扫描成功，请看日志。", file=sys.stderr)  # noqa: T201
    return 1 if done.failed else 0


def _moment(text: str) -> datetime:
    """An ISO moment; without a zone it is Shanghai's."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是时刻，请写成 2026-11-24T09:00") from None
    return at if at.tzinfo else at.replace(tzinfo=ZONE)
