"""The demo accounts: one for each role and each liaison, and `small`, who is three people in a small office.

Never on a live system.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from fengdan.people.models import Grant, User
from fengdan.people.wanted import Account, liaison_accounts
from fengdan.rulebook.actor import ROLE_LABELS, Role
from fengdan.rulebook.errors import Refused
from fengdan.units.models import Unit

CENTRE = "centre"
NAMES = {
    Role.CLERK: "朱丁一",
    Role.DUTY: "秦丁二",
    Role.DISPATCHER: "尤丁三",
    Role.SUPERVISOR: "曹丁十",
    Role.FOLLOWUP: "严戊一",
    Role.ARCHIVIST: "华戊二",
    Role.DIRECTOR: "金戊三",
    Role.AUDITOR: "魏戊四",
    Role.SECURITY: "陶戊五",
    Role.ADMIN: "姜戊六",
}


class DemoAccount(NamedTuple):
    """An account as it is shown on the first screen."""

    username: str
    name: str
    roles: str


STAFF = (
    *(Account(role.value, name, (role,)) for role, name in NAMES.items()),
    Account("small", "戚戊七", (Role.CLERK, Role.DUTY, Role.DISPATCHER)),
)


@transaction.atomic
def make_demo_accounts(password: str, since: date, mediators: Iterable[Account]) -> list[DemoAccount]:
    """Make the accounts that are missing and give all of them this password. Needs the county loaded; repeatable.

    They hold their roles `since` that day: the centre's staff, the liaisons of the county's units, and `mediators`.
    Returns them in that order.
    """
    if settings.PROFILE != "demo":
        raise Refused("演示账号只能在演示环境中创建。")
    wanted = [*STAFF, *liaison_accounts(), *mediators]
    users = _users(wanted, password)
    by_all = {"user__in": [user.pk for user in users.values()], "active_to": None}
    Grant.objects.filter(**by_all, active_from__gt=since).update(active_from=since)  # of an older demo
    held = set(Grant.objects.filter(active_to=None).values_list("user_id", "role", "unit_id"))
    grants = [(users[made.username].pk, role.value, made.unit) for made in wanted for role in made.roles]
    Grant.objects.bulk_create(
        Grant(user_id=user, role=role, unit_id=unit, active_from=since)
        for user, role, unit in grants
        if (user, role, unit) not in held
    )
    return [
        DemoAccount(made.username, made.name, "、".join(ROLE_LABELS[role] for role in made.roles)) for made in wanted
    ]


def refuse_demo_accounts() -> None:
    """A live system refuses a database in which the demo has been. Raises SystemExit with the sentence."""
    found = User.objects.filter(username__in=[made.username for made in STAFF])
    if any((user.username, user.name) in {(made.username, made.name) for made in STAFF} for user in found):
        raise SystemExit(
            "这个数据库里有演示账号和演示数据，不能作为正式系统使用。请换一个新的空数据库，再运行 bin/fengdan init。"
        )


def in_service_since() -> date:
    """The day from which the county's centre works: so long have the demo accounts been in office."""
    day: date = Unit.objects.get(kind=Unit.Kind.CENTRE).active_from
    return day


def _users(wanted: list[Account], password: str) -> dict[str, User]:
    users = {user.username: user for user in User.objects.filter(username__in=[made.username for made in wanted])}
    encoded = _encoded(password, {user.password for user in users.values()})
    names = {made.username: made.name for made in wanted}
    new = [User(username=name, name=names[name], password=encoded) for name in names if name not in users]
    User.objects.bulk_create(new)
    for user in users.values():
        if (user.name, user.password) != (names[user.username], encoded):
            user.name, user.password = names[user.username], encoded
            user.save()
    return users | {user.username: user for user in new}


def _encoded(password: str, stored: set[str]) -> str:
    """One hash for all: they share one published password, and hashing it hundreds of times costs minutes."""
    if len(stored) == 1:
        (known,) = stored
        if check_password(password, known):
            return known
    return make_password(password)
