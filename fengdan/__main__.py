"""`bin/fengdan COMMAND`. Exit 0 done, 1 refused with a sentence on stderr, 2 wrong usage."""

import argparse
import json
import os
import secrets
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fengdan.settings")
django.setup()

from django.conf import settings  # noqa: E402 - needs the apps loaded
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from fengdan.catalogue.county.check import problems as county_problems  # noqa: E402
from fengdan.catalogue.county.load import load_county, mediator_accounts  # noqa: E402
from fengdan.database import triggers  # noqa: E402
from fengdan.journal.verify import problems as journal_problems  # noqa: E402
from fengdan.keep import kept  # noqa: E402
from fengdan.matters.verify import verify  # noqa: E402
from fengdan.people import throttle  # noqa: E402
from fengdan.people.demo import make_demo_accounts  # noqa: E402
from fengdan.rulebook.calendars import ZONE  # noqa: E402
from fengdan.rulebook.errors import Refused  # noqa: E402
from fengdan.teams.accounts import link_mediators  # noqa: E402
from fengdan.vault.check import bind_keys  # noqa: E402


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="fengdan", description="枫单：县综治中心纠纷化解系统")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    init = commands.add_parser("init", help="建库、装触发器、载入县数据；可重复执行")
    init.add_argument("--county", type=Path, default=settings.COUNTY_DIR, metavar="DIR")
    check = commands.add_parser("verify", help="按规则重演全部记录，核对编号、摘要和触发器")
    check.add_argument("--json", action="store_true")
    county = commands.add_parser("county", help="县数据")
    county.add_argument("what", choices=["check", "load"])
    county.add_argument("directory", type=Path, metavar="DIR")
    given = parser.parse_args(arguments)
    try:
        match given.command:
            case "init":
                return _init(given.county)
            case "verify":
                return _verify(as_json=given.json)
            case _:
                return _county(given.what, given.directory)
    except Refused as no:
        print(no.reason, file=sys.stderr)  # noqa: T201
        return 1


def _init(county: Path) -> int:
    call_command("migrate", verbosity=0, interactive=False)
    bind_keys()
    at = timezone.now()
    load_county(county, at=at)
    throttle.forget(at)
    call_command("clearsessions")
    if settings.PROFILE == "demo":
        password = _demo_password()
        accounts = make_demo_accounts(password, at.astimezone(ZONE).date())
        link_mediators(mediator_accounts(county))
        print(f"演示账号（密码都是 {password}）：")  # noqa: T201
        for account in accounts:
            print(f"  {account.username:<12}{account.name}  {account.roles}")  # noqa: T201
    return 0


def _demo_password() -> str:
    """From the environment, else made once and kept, so that every start prints the same."""
    made = kept(settings.DATA / "demo_password", lambda: secrets.token_hex(6))
    return os.environ.get("FENGDAN_DEMO_PASSWORD") or made


def _verify(*, as_json: bool) -> int:
    result = verify()
    result["problems"] += [*journal_problems(), *triggers.problems(connection)]
    result["ok"] = not result["problems"]
    if as_json:
        print(json.dumps(result, ensure_ascii=False))  # noqa: T201
    else:
        print(f"事项 {result['matters']} 件，记录 {result['events']} 步。")  # noqa: T201
    for problem in result["problems"]:
        print(problem, file=sys.stderr)  # noqa: T201
    return 0 if result["ok"] else 1


def _county(what: str, directory: Path) -> int:
    at = timezone.now()
    if what == "load":
        summary = load_county(directory, at=at)
        print(f"已载入，改动 {summary.changes} 处。")  # noqa: T201
        return 0
    found = county_problems(directory, today=at.astimezone(ZONE).date())
    for problem in found:
        print(problem, file=sys.stderr)  # noqa: T201
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
