"""Who may come in. Every success and every counted failure is journaled."""

from datetime import datetime

from django.contrib.auth import authenticate as check_password

from fengdan.journal import write as journal
from fengdan.people import throttle
from fengdan.people.models import User
from fengdan.rulebook.errors import Refused

# One sentence for an unknown name, a wrong password and a disabled account: it must not tell them apart.
NOT_IN = "用户名或密码不正确，请核对后重新输入。忘记密码请联系系统管理员。"

# A whole office may share one address, and an attacker may use many: each alone is held back later than the pair.
FREE_PER_ACCOUNT = 20
FREE_PER_ADDRESS = 50


def authenticate(*, username: str, password: str, address: str, at: datetime) -> User:
    """Return the account, or refuse. The typed name is never written down: it may be a password."""
    account_keys = [
        throttle.key("signin-pair", f"{address}\n{username}"),
        throttle.key("signin-account", username, FREE_PER_ACCOUNT),
    ]
    keys = [*account_keys, throttle.key("signin-address", address, FREE_PER_ADDRESS)]
    throttle.check(keys, at)
    user = check_password(None, username=username, password=password)
    if not isinstance(user, User):
        throttle.failed(keys, at)
        known = User.objects.filter(username=username).values_list("pk", flat=True).first()
        journal.enter(act="signin_failed", actor_id="", at=at, subject=str(known or ""), facts={"address": address})
        raise Refused(NOT_IN)
    throttle.succeeded(account_keys)  # not the address: one's own account must not buy more guesses at others
    journal.enter(act="signin", actor_id=str(user.pk), at=at, facts={"address": address})
    return user


def leave(*, actor_id: str, at: datetime) -> None:
    journal.enter(act="signout", actor_id=actor_id, at=at)
