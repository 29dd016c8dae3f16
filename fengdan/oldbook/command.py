"""`bin/fengdan import FILE.xlsx`: what is printed, and where. A refusal is the caller's to print."""

import argparse
import json
import sys
from datetime import datetime
from pathlib import Path

from fengdan.oldbook.bring_in import bring_in, keep_book
from fengdan.oldbook.check import Checked, check
from fengdan.oldbook.template import template
from fengdan.rulebook.actor import OLD_BOOK
from fengdan.rulebook.errors import Refused
from fengdan.terminal import progress


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser("import", help="导入开办前的台账（.xlsx）；有一行不对就一行也不导入")
    command.add_argument("file", type=Path, nargs="?", metavar="FILE.xlsx")
    command.add_argument("--dry-run", action="store_true", help="只核对，不导入")
    command.add_argument("--json", action="store_true")
    command.add_argument("--template", type=Path, metavar="FILE.xlsx", help="写出空白模板")


def run(given: argparse.Namespace, at: datetime) -> int:
    if given.template:
        given.template.write_bytes(template())
        print(f"模板已写到 {given.template}。")  # noqa: T201
        return 0
    if given.file is None:
        raise Refused("请写明要导入的文件，例如 bin/fengdan import 台账.xlsx；模板用 --template 得到。")
    data = _content(given.file)
    checked = check(data, at)
    count = 0
    if not checked.problems and not given.dry_run:
        book = keep_book(data, given.file.name, actor=OLD_BOOK, at=at)
        count = bring_in(checked, book, actor=OLD_BOOK, at=at, tell=progress("正在导入", "行"))
    _tell(checked, count, as_json=given.json, dry=given.dry_run)
    return 1 if checked.problems else 0


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as fault:
        raise Refused(f"读不到文件 {file}：{fault.strerror}。") from fault


def _tell(checked: Checked, count: int, *, as_json: bool, dry: bool) -> None:
    for problem in checked.problems:
        print(problem, file=sys.stderr)  # noqa: T201
    if as_json:
        problems = [{"row": each.row, "column": each.column, "text": each.text} for each in checked.problems]
        told = {"ok": not problems, "rows": checked.lines, "known": checked.known, "imported": count}
        print(json.dumps(told | {"unknown": checked.unknown, "problems": problems}, ensure_ascii=False))  # noqa: T201
        return
    if checked.problems:
        print(f"共 {checked.lines} 行，{len(checked.problems)} 处要改正，没有导入任何一行。")  # noqa: T201
    elif dry:
        print(f"共 {checked.lines} 行，没有问题：可以导入 {len(checked.rows)} 行，已导入过 {checked.known} 行。")  # noqa: T201
    else:
        print(f"导入了 {count} 行，已导入过 {checked.known} 行。")  # noqa: T201
