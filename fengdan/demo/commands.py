"""`bin/fengdan demo today`: a living county for looking round; and the same on the first start of a demo."""

import argparse
import json
import sys
from datetime import datetime

from fengdan.demo.today import SEED, tell_today
from fengdan.matters.models import Matter
from fengdan.rulebook.errors import Refused
from fengdan.terminal import progress

DOING = "正在生成演示事项"


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("demo", help="生成演示数据：一个县最近八周的事项（只在演示环境）")
    parser.add_argument("what", choices=["today"], help="today：讲到现在为止")
    parser.add_argument("--seed", type=int, default=SEED, metavar="N", help="同一个数得到同样的事项")
    parser.add_argument("--json", action="store_true")


def run(given: argparse.Namespace, at: datetime) -> int:
    told = tell_today(given.seed, at, progress(DOING, "步"))
    if given.json:
        print(json.dumps(told._asdict()))  # noqa: T201
    elif told.told:
        print(f"演示事项已生成：{told.matters} 件，{told.steps} 步。")  # noqa: T201
    else:
        print(f"已有演示事项，没有再生成；系统里现有 {told.matters} 件，{told.steps} 步。")  # noqa: T201
    return 0


def at_first_start(at: datetime) -> None:
    """Tell it where nothing has happened yet. A demo that cannot be told keeps nobody from starting."""
    if Matter.objects.exists():
        return
    try:
        told = tell_today(SEED, at, progress(DOING, "步"))
        print(f"演示事项已生成：{told.matters} 件，{told.steps} 步。")  # noqa: T201
    except Refused as no:
        print(no.reason, file=sys.stderr)  # noqa: T201
