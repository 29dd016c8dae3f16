"""Accounts made, switched off and on, and given a new password. Every act is journaled; accounts are never deleted."""

import re
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from fengdan.journal import write as journal
from fengdan.people import passwords
from fengdan.people.models import Grant, User
from fengdan.rulebook.actor import ADMINISTRATORS, Actor, Role
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Refused
from fengdan.units.queries import lasting_on

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,38}")
NOT_YOURS = "账号由系统管理员管理。"
ADMINISTRATORS_OWN = (
    "这是系统管理员、安全管理员或审计员的账号，一个人不能动它：停用请先办结束岗位（由安全管理员确认），"
    "忘记密码请在服务器上运行 bin/fengdan account password。"
)


def add(*, username: str, name: str, phone: str = "", mail: str = "", actor: Actor, at: datetime) -> tuple[User, str]:
    """Make an account without any post. Returns it with the password to hand over. Raises Refused."""
    _only_admin(actor)
    return make(username=username, name=name, phone=phone, mail=mail, actor_id=actor.id, at=at)


def make(*, username: str, name: str, phone: str = "", mail: str = "", actor_id: str, at: datetime) -> tuple[User, str]:
    """As `add`, for a command of the server itself too. Raises Refused."""
    if not USERNAME.fullmatch(username):
        raise Refused("“用户名”用 2 到 39 个小写字母、数字或 . - _，以字母或数字开头。", "username")
    password = passwords.generated()
    user = User(username=username, name=name, phone=phone, mail=mail, must_change_password=True)
    user.password = make_password(password)
    try:
        with transaction.atomic():
            user.save()
            journal.enter(act="account_added", actor_id=actor_id, at=at, subject=str(user.pk))
    except IntegrityError as error:
        raise Refused(f"已经有用户名为“{username}”的账号，请换一个用户名，或者直接用那个账号。", "username") from error
    return user, password


def switch(user: User, *, active: bool, actor: Actor, at: datetime) -> User:
    """停用 or 启用. A disabled account is signed out with its next request. Doing it twice is the same."""
    _only_admin(actor)
    with transaction.atomic():
        held = _held(user, actor, at)
        if held.is_active != active:
            held.is_active = active
            held.save(update_fields=["is_active"])
            act = "account_enabled" if active else "account_disabled"
            journal.enter(act=act, actor_id=actor.id, at=at, subject=str(held.pk))
    return held


def reset_password(user: User, *, actor: Actor, at: datetime) -> str:
    """A new password to hand over; every session of the account ends. Raises Refused."""
    _only_admin(actor)
    with transaction.atomic():
        held = _held(user, actor, at)
        if not held.is_active:
            raise Refused("账号已停用，请先启用再重置密码。")
        password = passwords.hand_out(held)
        journal.enter(act="password_reset", actor_id=actor.id, at=at, subject=str(held.pk))
    return password


def change_contacts(user: User, *, name: str, phone: str, mail: str, actor: Actor, at: datetime) -> User:
    """The name shown at work and where letters go. The journal says which of them changed, not to what."""
    _only_admin(actor)
    said = {"name": name, "phone": phone, "mail": mail}
    with transaction.atomic():
        held = User.objects.select_for_update().get(pk=user.pk)
        changed = [key for key, value in said.items() if getattr(held, key) != value]
        if changed:
            for key in changed:
                setattr(held, key, said[key])
            held.save(update_fields=changed)
            journal.enter(
                act="account_changed", actor_id=actor.id, at=at, subject=str(held.pk), facts={"fields": changed}
            )
    return held


def administrator_role(user: User, at: datetime) -> Role | None:
    """Which of the three administrators the account is or will be, if any."""
    day = at.astimezone(ZONE).date()
    held = Grant.objects.filter(lasting_on(day), user=user, role__in=ADMINISTRATORS).values_list("role", flat=True)
    role = held.first()
    return Role(role) if role else None


def _held(user: User, actor: Actor, at: datetime) -> User:
    held = User.objects.select_for_update().get(pk=user.pk)
    if str(held.pk) == actor.id:
        raise Refused("不能停用自己的账号，也不能给自己重置密码；改自己的密码请到“修改密码”。")
    if administrator_role(held, at):
        raise Refused(ADMINISTRATORS_OWN)
    return held


def _only_admin(actor: Actor) -> None:
    if not actor.has(Role.ADMIN):
        raise Refused(NOT_YOURS)
