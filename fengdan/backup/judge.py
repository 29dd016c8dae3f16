"""Whether a backup may be restored here. Everything is asked before anything is written."""

import csv
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from fengdan import __version__
from fengdan.backup.engines import Engine
from fengdan.backup.header import Header
from fengdan.rulebook.errors import Refused
from fengdan.vault.check import keycheck

ENGINES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def judge(header: Header, target: Engine) -> None:
    """Raises Refused with the first reason why not."""
    _version(header)
    _engine(header, target)
    _county(header)
    _keys(header)
    _empty(target)


def _version(header: Header) -> None:
    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    unknown = [step for step in header.migrations.items() if step not in known]
    if _number(header.version) > _number(__version__) or unknown:
        raise Refused(
            f"这份备份是更新版本的枫单（{header.version}）做的，本机的 {__version__} 版读不了。请先升级枫单再恢复。"
        )


def _number(version: str) -> list[int]:
    return [int(part) if part.isdigit() else 0 for part in version.split(".")]


def _engine(header: Header, target: Engine) -> None:
    theirs = ENGINES.get(header.engine, header.engine)
    if header.engine != target.name:
        raise Refused(f"这份备份来自 {theirs}，本机用的是 {ENGINES[target.name]}。请用 DATABASE_URL 指定同一种数据库。")
    if header.engine_version > target.version():
        raise Refused(
            f"这份备份来自 {theirs} {header.engine_version}，本机的数据库服务器是 {target.version()} 版。"
            "请用不低于它的版本。"
        )


def _county(header: Header) -> None:
    """A database in which no county was loaded yet belongs to any."""
    with (settings.COUNTY_DIR / "county.csv").open(encoding="utf-8-sig", newline="") as lines:
        ours = next(csv.DictReader(lines))["code"]
    if header.county not in {ours, ""}:
        raise Refused(
            f"这份备份是区划 {header.county} 的，本机的县数据是 {ours} 的。"
            "请核对备份文件，或用 FENGDAN_COUNTY 指定那个县的数据目录。"
        )


def _keys(header: Header) -> None:
    """The key file is looked for before it is asked: asking would make a new one."""
    keys = Path(settings.KEYS)
    if not keys.is_file():
        raise Refused(f"找不到密钥文件 {keys}，恢复出来的内容将无法解密。请先放回做备份时的那一份。")
    if header.keycheck != keycheck():
        raise Refused(f"密钥文件 {keys.name} 不是这份备份的密钥，恢复出来的内容将无法解密。请换成做备份时的那一份。")


def _empty(target: Engine) -> None:
    connection.close()
    if not target.is_empty():
        raise Refused("数据库不是空的。恢复只能恢复到空的数据库，请用 DATABASE_URL 或 FENGDAN_DATA 指定一个新的地方。")
    if any((settings.DATA / "files").glob("*")):
        raise Refused(f"目录 {settings.DATA / 'files'} 里已有附件。恢复只能恢复到空的地方，请移走它们或换一个目录。")
