"""`bin/fengdan COMMAND`. Exit 0 done, 1 refused with a sentence on stderr, 2 wrong usage."""

import argparse
import json
import os
import secrets
import sys
from datetime import datetime
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fengdan.settings")
django.setup()

from django.conf import settings  # noqa: E402 - needs the apps loaded
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from fengdan.catalogue import route_command  # noqa: E402
from fengdan.catalogue.county import commands as county_commands  # noqa: E402
from fengdan.catalogue.county.load import load_county, offer  # noqa: E402
from fengdan.database import triggers  # noqa: E402
from fengdan.files.verify import problems as file_problems  # noqa: E402
from fengdan.journal.verify import problems as journal_problems  # noqa: E402
from fengdan.keep import kept  # noqa: E402
from fengdan.matters.verify import verify  # noqa: E402
from fengdan.people import throttle  # noqa: E402
from fengdan.people.demo import DemoAccount, make_demo_accounts  # noqa: E402
from fengdan.rulebook.actor import Role  # noqa: E402
from fengdan.rulebook.calendars import ZONE  # noqa: E402
from fengdan.rulebook.errors import Refused  # noqa: E402
from fengdan.teams.accounts import link_mediators, mediator_accounts  # noqa: E402
from fengdan.vault.check import bind_keys  # noqa: E402


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="fengdan", description="枫单：县综治中心纠纷化解系统")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    init = commands.add_parser("init", help="建库、装触发器、载入县数据；可重复执行")
    init.add_argument("--county", type=Path, default=settings.COUNTY_DIR, metavar="DIR")
    check = commands.add_parser("verify", help="按规则重演全部记录，核对编号、摘要和触发器")
    check.add_argument("--json", action="store_true")
    county_commands.add(commands)
    route_command.add(commands)
    given = parser.parse_args(arguments)
    try:
        match given.command:
            case "init":
                return _init(given.county)
            case "verify":
                return _verify(as_json=given.json)
            case "route":
                return route_command.run(given, timezone.now())
            case _:
                return county_commands.run(given, timezone.now())
    except Refused as no:
        print(no.reason, file=sys.stderr)  # noqa: T201
        return 1


def _init(county: Path) -> int:
    call_command("migrate", verbosity=0, interactive=False)
    bind_keys()
    at = timezone.now()
    _load(county, at)
    throttle.forget(at)
    call_command("clearsessions")
    if settings.PROFILE == "demo":
        password = _demo_password()
        accounts = make_demo_accounts(password, at.astimezone(ZONE).date(), mediator_accounts())
        link_mediators()
        _tell(accounts, password)
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
        load_county(county, at=at)
    elif (offered := offer(county, at=at)) and offered.draft:
        print("县数据文件与现行数据不同，已生成草稿，请综治中心主任在“县数据”页核对后发布。")  # noqa: T201


def _demo_password() -> str:
    """From the environment, else made once and kept, so that every start prints the same."""
    made = kept(settings.DATA / "demo_password", lambda: secrets.token_hex(6))
    return os.environ.get("FENGDAN_DEMO_PASSWORD") or made


def _verify(*, as_json: bool) -> int:
    result = verify()
    result["problems"] += [*journal_problems(), *file_problems(), *triggers.problems(connection)]
    result["ok"] = not result["problems"]
    if as_json:
        print(json.dumps(result, ensure_ascii=False))  # noqa: T201
    else:
        print(f"事项 {result['matters']} 件，记录 {result['events']} 步。")  # noqa: T201
    for problem in result["problems"]:
        print(problem, file=sys.stderr)  # noqa: T201
    return 0 if result["ok"] else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
