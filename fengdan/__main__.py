"""`bin/fengdan COMMAND`. Exit 0 done, 1 refused with a sentence on stderr, 2 wrong usage."""

import argparse
import json
import os
import secrets
import sys
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fengdan.settings")
django.setup()

from django.conf import settings  # noqa: E402 - needs the apps loaded
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from fengdan.backup import commands as backup_commands  # noqa: E402
from fengdan.backup.before import before_migrate  # noqa: E402
from fengdan.backup.make import record  # noqa: E402
from fengdan.catalogue import clock_command, route_command  # noqa: E402
from fengdan.catalogue.county import commands as county_commands  # noqa: E402
from fengdan.catalogue.county.load import load_county, offer  # noqa: E402
from fengdan.collector import settle  # noqa: E402
from fengdan.database.roles import as_owner  # noqa: E402
from fengdan.demo import commands as demo_commands  # noqa: E402
from fengdan.keep import kept  # noqa: E402
from fengdan.matters import calendar_command, deliver_command, tick_command  # noqa: E402
from fengdan.matters.calendars import SYSTEM, following, publish_county  # noqa: E402
from fengdan.matters.verify.whole import verify_whole  # noqa: E402
from fengdan.oldbook import command as import_command  # noqa: E402
from fengdan.people import commands as account_commands  # noqa: E402
from fengdan.people import throttle  # noqa: E402
from fengdan.people.demo import DemoAccount, in_service_since, make_demo_accounts, refuse_demo_accounts  # noqa: E402
from fengdan.rulebook.actor import Role  # noqa: E402
from fengdan.rulebook.errors import Refused  # noqa: E402
from fengdan.teams.accounts import link_mediators, mediator_accounts  # noqa: E402
from fengdan.terminal import progress  # noqa: E402
from fengdan.vault.check import bind_keys  # noqa: E402

RUNS: dict[str, Callable[[argparse.Namespace, datetime], int]] = {
    "account": account_commands.run,
    "backup": backup_commands.run,
    "calendar": calendar_command.run,
    "clock": clock_command.run,
    "county": partial(county_commands.run, publish=publish_county),
    "deliver": deliver_command.run,
    "drill": backup_commands.run,
    "import": import_command.run,
    "demo": demo_commands.run,
    "restore": backup_commands.run,
    "route": route_command.run,
    "tick": tick_command.run,
}  # command → the module that adds and runs it


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="fengdan", description="枫单：县综治中心纠纷化解系统")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    init = commands.add_parser("init", help="建库、装触发器、载入县数据；可重复执行")
    init.add_argument("--county", type=Path, default=settings.COUNTY_DIR, metavar="DIR")
    check = commands.add_parser("verify", help="按规则重演全部记录，核对编号、摘要和触发器")
    check.add_argument("--json", action="store_true")
    county_commands.add(commands)
    route_command.add(commands)
    calendar_command.add(commands)
    clock_command.add(commands)
    tick_command.add(commands)
    deliver_command.add(commands)
    import_command.add(commands)
    demo_commands.add(commands)
    backup_commands.add(commands)
    account_commands.add(commands)
    given = parser.parse_args(arguments)
    try:
        match given.command:
            case "init":
                return _init(given.county)
            case "verify":
                return _verify(as_json=given.json)
            case _:
                return RUNS[given.command](given, timezone.now())
    except Refused as no:
        print(no.reason, file=sys.stderr)  # noqa: T201
        return 1


def _init(county: Path) -> int:
    at = timezone.now()
    with as_owner():
        made = before_migrate(at, progress("升级前先备份", "MB"))
        call_command("migrate", verbosity=0, interactive=False)
    if settings.PROFILE == "live":
        refuse_demo_accounts()
    if made:
        record(made, at)
    bind_keys()
    _load(county, at)
    throttle.forget(at)
    call_command("clearsessions")
    if settings.PROFILE == "demo":
        password = _demo_password()
        accounts = make_demo_accounts(password, in_service_since(), mediator_accounts())
        link_mediators()
        _tell(accounts, password)
        demo_commands.at_first_start(at)
    return 0


def _tell(accounts: list[DemoAccount], password: str) -> None:
    """One account a role; the others of the same kind are named after their units."""
    print(f"演示账号（密码都是 {password}）：")  # noqa: T201
    shown = [account for account in accounts if account.username in {*Role, "small"}]
    for account in shown:
        print(f"  {account.username:<12}{account.name}  {account.roles}")  # noqa: T201
    rest = len(accounts) - len(shown)
    print(f"  另有 {rest} 个部门、乡镇、村和团队的账号，用户名见 liaisons.csv 和 mediators.csv。")  # noqa: T201


def _load(county: Path, at: datetime) -> None:
    """The demo follows its files at once; a live system that already has a county only makes a draft."""
    if settings.PROFILE == "demo":
        with following(at, actor_id=SYSTEM):
            load_county(county, at=at)
    elif (offered := offer(county, at=at)) and offered.draft:
        print("县数据文件与现行数据不同，已生成草稿，请综治中心主任在“县数据”页核对后发布。")  # noqa: T201


def _demo_password() -> str:
    """From the environment, else made once and kept, so that every start prints the same."""
    made = kept(settings.DATA / "demo_password", lambda: secrets.token_hex(6))
    return os.environ.get("FENGDAN_DEMO_PASSWORD") or made


def _verify(*, as_json: bool) -> int:
    result = verify_whole(progress("正在核对", "件"))
    if as_json:
        print(json.dumps(result, ensure_ascii=False))  # noqa: T201
    else:
        print(f"事项 {result['matters']} 件，记录 {result['events']} 步。")  # noqa: T201
    for problem in result["problems"]:
        print(problem, file=sys.stderr)  # noqa: T201
    return 0 if result["ok"] else 1


if __name__ == "__main__":
    settle()
    raise SystemExit(main(sys.argv[1:]))
