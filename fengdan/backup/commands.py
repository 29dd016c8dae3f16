"""`bin/fengdan backup|restore|drill`: what is printed, and where. A refusal is the caller's to print."""

import argparse
import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from fengdan.backup.drill import drill
from fengdan.backup.make import backup, record
from fengdan.backup.restore import restore
from fengdan.terminal import progress

RESTORED = "已恢复"
HELD = "备份时还没有发完的短信和邮件有 {} 条，备份之后可能已经发出，系统不会自己再发：请到“信件发送”页逐条决定。"


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    made = commands.add_parser("backup", help="备份数据库和附件到一个加密文件；服务不用停")
    made.add_argument("file", type=Path, metavar="FILE")
    back = commands.add_parser("restore", help="把备份恢复到空的数据库和数据目录，并核对")
    back.add_argument("file", type=Path, metavar="FILE")
    tried = commands.add_parser(
        "drill", help="恢复演练：在临时的地方恢复备份并核对，用完清除；不写文件名就用最新的备份"
    )
    tried.add_argument("file", type=Path, nargs="?", metavar="FILE")
    for parser in (back, tried):
        parser.add_argument("--json", action="store_true")


def run(given: argparse.Namespace, at: datetime) -> int:
    match given.command:
        case "backup":
            return _backup(given.file, at)
        case "restore":
            return _tell(restore(given.file, at, progress).as_dict(), RESTORED, as_json=given.json)
        case _:
            return _tell(drill(given.file, at, progress("正在演练", "秒")), "演练完成", as_json=given.json)


def _backup(file: Path, at: datetime) -> int:
    made = backup(file.absolute(), at, progress("正在备份", "MB"))
    record(made, at)
    header = made.header
    print(  # noqa: T201
        f"已备份到 {file}：事项 {header.matters} 件，记录 {header.events} 步，附件 {header.files} 个，"
        f"共 {made.size / 1e6:.1f} MB。"
    )
    if made.first:
        print(  # noqa: T201
            f"刚刚生成了备份密钥 {settings.BACKUP_KEY}。请把它和密钥文件 {settings.KEYS} 各抄存一份，"
            "放在别处，不要和备份文件放在一起；缺了任何一个，备份都无法恢复。"
        )
    if header.missing:
        print(f"提醒：有 {header.missing} 个附件的文件已经不在磁盘上，没有备份到。", file=sys.stderr)  # noqa: T201
    return 0


def _tell(told: dict[str, Any], done: str, *, as_json: bool) -> int:
    if as_json:
        print(json.dumps(told, ensure_ascii=False))  # noqa: T201
    else:
        ending = "核对无误" if told["ok"] else f"核对发现 {len(told['problems'])} 个问题"
        print(f"{done}：事项 {told['matters']} 件，记录 {told['events']} 步，{ending}。")  # noqa: T201
        if told["held"] and done == RESTORED:
            print(HELD.format(told["held"]))  # noqa: T201
    for problem in told["problems"]:
        print(problem, file=sys.stderr)  # noqa: T201
    return 0 if told["ok"] else 1
