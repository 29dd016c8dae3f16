"""The demo accounts: one for each role, and `small`, who is three people in a small office. Never on a live system."""

from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from fengdan.people.models import Grant, User
from fengdan.rulebook.actor import ROLE_LABELS, Role
from fengdan.rulebook.errors import Refused

CENTRE = "centre"
NAMES = {
    Role.CLERK: "朱丁一",
    Role.DUTY: "秦丁二",
    Role.DISPATCHER: "尤丁三",
    Role.DEPT: "许丁四",
    Role.TOWN: "何丁五",
    Role.VILLAGE: "吕丁六",
    Role.GRID: "施丁七",
    Role.COURT: "张丁八",
    Role.JUSTICE: "孔丁九",
    Role.SUPERVISOR: "曹丁十",
    Role.FOLLOWUP: "严戊一",
    Role.ARCHIVIST: "华戊二",
    Role.DIRECTOR: "金戊三",
    Role.AUDITOR: "魏戊四",
    Role.SECURITY: "陶戊五",
    Role.ADMIN: "姜戊六",
}


class Account(NamedTuple):
    """An account to be: `unit` is the one its roles are held for."""

    username: str
    name: str
    roles: tuple[Role, ...]
    unit: str = CENTRE


class DemoAccount(NamedTuple):
    """An account as it is shown on the first screen."""

    username: str
    name: str
    roles: str


# the names of leaders and mediators are those of counties/longxi/mediators.csv
ACCOUNTS = (
    *(Account(role.value, name, (role,)) for role, name in NAMES.items()),
    Account("small", "戚戊七", (Role.CLERK, Role.DUTY, Role.DISPATCHER)),
    Account("leader", "褚丙一", (Role.LEADER,), "team-16"),
    Account("mediator", "卫丙二", (Role.MEDIATOR,), "team-16"),
    Account("leader06", "钱甲一", (Role.LEADER,), "team-06"),
    Account("mediator06", "孙甲二", (Role.MEDIATOR,), "team-06"),
    Account("leader09", "郑乙一", (Role.LEADER,), "team-09"),
    Account("mediator09", "王乙二", (Role.MEDIATOR,), "team-09"),
)


@transaction.atomic
def make_demo_accounts(password: str, today: date) -> list[DemoAccount]:
    """Make the accounts that are missing and give all of them this password. Needs the county's units; repeatable."""
    if settings.PROFILE != "demo":
        raise Refused("演示账号只能在演示环境中创建。")
    users = {user.username: user for user in User.objects.filter(username__in=[made.username for made in ACCOUNTS])}
    encoded = _encoded(password, {user.password for user in users.values()})
    for account in ACCOUNTS:
        user = users.get(account.username) or User(username=account.username)
        if user.pk is None or (user.name, user.password) != (account.name, encoded):
            user.name, user.password = account.name, encoded
            user.save()
        for role in account.roles:
            Grant.objects.get_or_create(
                user=user, role=role, unit_id=account.unit, active_to=None, defaults={"active_from": today}
            )
    return [
        DemoAccount(account.username, account.name, "、".join(ROLE_LABELS[role] for role in account.roles))
        for account in ACCOUNTS
    ]


def _encoded(password: str, stored: set[str]) -> str:
    """One hash for all: they share one published password, and hashing it two dozen times costs seconds."""
    if len(stored) == 1:
        (known,) = stored
        if check_password(password, known):
            return known
    return make_password(password)
