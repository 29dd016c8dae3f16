"""`bin/fengdan county …`: what is printed, and where. A refusal is the caller's to print."""

import argparse
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from fengdan.catalogue.county import drafts
from fengdan.catalogue.county.changes import KEPT, Summary
from fengdan.catalogue.county.check import read_and_check
from fengdan.catalogue.county.export import export
from fengdan.catalogue.county.load import Loaded, load
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Refused

FOLDERS = {
    "check": "核对一个目录里的县数据，逐行指出问题",
    "load": "载入：首次全部载入；此后生成草稿，列出差异，等待发布",
    "export": "把现行县数据写到一个新的目录",
}
DRAFTS = {"publish": "发布待发布的草稿", "discard": "放弃待发布的草稿"}


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    whats = commands.add_parser("county", help="县数据").add_subparsers(dest="what", required=True, metavar="WHAT")
    for what, said in FOLDERS.items():
        whats.add_parser(what, help=said).add_argument("directory", type=Path, metavar="DIR")
    for what, said in DRAFTS.items():
        whats.add_parser(what, help=said)


def run(given: argparse.Namespace, at: datetime, publish: Callable[..., Summary] = drafts.publish) -> int:
    """`publish` is what is done with a draft that is published."""
    match given.what:
        case "check":
            return _check(given.directory, at)
        case "load":
            tell(load(given.directory, at=at))
        case "export":
            print(f"已导出 {export(given.directory)} 个文件到 {given.directory}。")  # noqa: T201
        case "publish":
            summary = publish(_open(), actor_id="system", at=at)
            print(f"已发布，改动 {summary.changes} 处。")  # noqa: T201
        case "discard":
            drafts.discard(_open(), actor_id="system", at=at)
            print("已放弃草稿，县数据没有变动。")  # noqa: T201
    return 0


def _open() -> int:
    draft = drafts.open_draft()
    if draft is None:
        raise Refused(drafts.NONE_OPEN)
    return int(draft.pk)


def _check(folder: Path, at: datetime) -> int:
    county, found = read_and_check(folder, today=at.astimezone(ZONE).date())
    for note in county.notes:
        print(note)  # noqa: T201
    for problem in found:
        print(problem, file=sys.stderr)  # noqa: T201
    if not found:
        print("县数据没有问题。")  # noqa: T201
    return 1 if found else 0


def tell(loaded: Loaded) -> None:
    """What a load did, line by line."""
    summary = loaded.summary
    for line in (*summary.notes, *(f"提醒：{problem}" for problem in summary.warnings)):
        print(line)  # noqa: T201
    if loaded.draft is None and summary.changes:
        print(f"已载入，新增 {summary.added.total()} 行。")  # noqa: T201
        return
    for change in summary.listed:
        print(change)  # noqa: T201
    print(_ending(loaded, summary))  # noqa: T201


def _ending(loaded: Loaded, summary: Summary) -> str:
    if loaded.draft:
        return (
            f"已生成草稿，共 {summary.changes} 处改动，现行数据没有变动。"
            "请综治中心主任在“县数据”页核对后发布，或运行 bin/fengdan county publish。"
        )
    kept = any(change.what == KEPT for change in summary.listed)
    also = f"另有 {loaded.linked} 名调解员关联了账号。" if loaded.linked else ""
    return f"与现行数据{'相比没有改动' if kept else '相同'}，没有生成草稿。{also}"
