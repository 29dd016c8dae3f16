"""Passwords: what is good enough, how one is made for somebody else, and how one is changed."""

import secrets
from datetime import datetime

from django.db import transaction

from fengdan.journal import write as journal
from fengdan.people.models import User
from fengdan.rulebook.errors import Refused

SHORTEST = 10
# what people write when they are asked for ten characters
COMMON = (
    "1234567890",
    "0123456789",
    "0987654321",
    "9876543210",
    "password",
    "qwertyuiop",
    "1qaz2wsx3edc",
    "1q2w3e4r5t",
    "abcdefghij",
    "abc1234567",
    "abcd123456",
    "admin12345",
    "administrator",
    "zhongxin",
    "zongzhi",
    "fengdan",
    "woaini1314",
    "iloveyou",
)
FEWEST = 5  # different characters
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike on paper
LENGTH = 14


def generated() -> str:
    """A password to hand out, about 69 bits."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def check(password: str, username: str) -> None:
    """Raises Refused with the reason when the password is too easy to guess."""
    plain = password.lower()
    if len(password) < SHORTEST:
        raise Refused(f"“新密码”至少 {SHORTEST} 个字符，现有 {len(password)} 个，请加长。", "new")
    if len(set(plain)) < FEWEST:
        raise Refused("“新密码”用的字符太少，请换一个重复少的。", "new")
    if username.lower() in plain:
        raise Refused("“新密码”不能包含用户名，请换一个。", "new")
    if any(common in plain for common in COMMON):
        raise Refused("“新密码”太常见，容易被猜中，请换一个。", "new")


def change(user: User, *, old: str, new: str, at: datetime) -> None:
    """One's own password, at any time. Ends the account's other sessions. Raises Refused naming the field."""
    with transaction.atomic():
        held = User.objects.select_for_update().get(pk=user.pk)
        if not held.check_password(old):
            raise Refused("“现在的密码”不正确，请重新输入。", "old")
        check(new, held.username)
        if old == new:
            raise Refused("“新密码”和现在的一样，请换一个。", "new")
        _set(held, new, handed_out=False)
        journal.enter(act="password_changed", actor_id=str(held.pk), at=at, subject=str(held.pk))


def hand_out(user: User) -> str:
    """Give an account (held by the caller's transaction) a generated password, to be changed at the first sign-in."""
    password = generated()
    _set(user, password, handed_out=True)
    return password


def _set(user: User, password: str, *, handed_out: bool) -> None:
    user.set_password(password)
    user.must_change_password = handed_out
    user.save(update_fields=["password", "must_change_password"])
