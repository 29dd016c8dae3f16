"""`bin/fengdan account …`: the first administrators of a live system, and a way back in when a password is lost.

Whoever may run commands on the server may do this; the journal keeps that it was done there.
"""

import argparse
from datetime import datetime

from django.db import transaction

from fengdan.journal import write as journal
from fengdan.people import accounts, grants, passwords
from fengdan.people.models import Grant, User
from fengdan.rulebook.actor import ADMINISTRATORS, POSTS, ROLE_LABELS, Role
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Refused
from fengdan.units.models import Unit
from fengdan.units.queries import active_on

SYSTEM = "system"
ONCE = "只显示这一次；第一次登录后必须修改。"


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    whats = commands.add_parser("account", help="账号").add_subparsers(dest="what", required=True, metavar="WHAT")
    new = whats.add_parser("add", help="建立账号并授予岗位；用于第一批管理员，其余账号在“账号和岗位”页建立")
    new.add_argument("username", metavar="USERNAME")
    new.add_argument("--name", required=True, metavar="姓名")
    new.add_argument("--role", choices=[str(role) for role in POSTS], default=str(Role.ADMIN))
    new.add_argument("--unit", default="centre", metavar="CODE")
    new.add_argument("--again", action="store_true", help="已有在任的同类管理员时也建立")
    lost = whats.add_parser("password", help="给账号换一个新密码")
    lost.add_argument("username", metavar="USERNAME")


def run(given: argparse.Namespace, at: datetime) -> int:
    """Raises Refused with a sentence."""
    if given.what == "add":
        password = _add(given, at)
        print(f"已建立账号 {given.username}，岗位：{ROLE_LABELS[Role(given.role)]}。")  # noqa: T201
    else:
        password = _new_password(given.username, at)
        print(f"已重置账号 {given.username} 的密码，原来的登录全部失效。")  # noqa: T201
    print(f"密码：{password}（{ONCE}）")  # noqa: T201
    return 0


@transaction.atomic
def _add(given: argparse.Namespace, at: datetime) -> str:
    role, today = Role(given.role), at.astimezone(ZONE).date()
    unit = Unit.objects.filter(pk=given.unit).first()
    if unit is None:
        raise Refused(f"没有代码为 {given.unit} 的单位，请先运行 bin/fengdan init，或核对 --unit。")
    there = Grant.objects.filter(active_on(today), role=role, user__is_active=True).select_related("user").first()
    if role in ADMINISTRATORS and there and not given.again:
        raise Refused(
            f"已经有{ROLE_LABELS[role]}（{there.user.username}），其他账号请由他在“账号和岗位”页建立；"
            "确实进不去时加 --again。"
        )
    user, password = accounts.make(username=given.username, name=given.name, actor_id=SYSTEM, at=at)
    grants.put_in(user, role=role, unit=unit, from_day=today, actor_id=SYSTEM, at=at)
    return password


@transaction.atomic
def _new_password(username: str, at: datetime) -> str:
    user = User.objects.select_for_update().filter(username=username, is_active=True).first()
    if user is None:
        raise Refused(f"没有用户名为“{username}”的在用账号，请核对。")
    journal.enter(act="password_reset", actor_id=SYSTEM, at=at, subject=str(user.pk))
    return passwords.hand_out(user)
