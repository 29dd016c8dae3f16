"""The accounts that the county's files give to its liaisons and mediators, made on a live system a sheet at a time."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from fengdan.journal import write as journal
from fengdan.people import passwords
from fengdan.people.grants import put_in
from fengdan.people.models import User
from fengdan.people.wanted import Account, liaison_accounts
from fengdan.rulebook.actor import ROLE_LABELS, Actor, Role
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Refused
from fengdan.teams.accounts import link_mediators, mediator_accounts
from fengdan.units.models import Unit

BATCH = 30  # a sheet; more would keep the page waiting, for hashing takes its time


@dataclass(frozen=True)
class Made:
    """A slip of the sheet."""

    username: str
    name: str
    post: str
    password: str


def missing() -> list[Account]:
    """Those who have no account yet, the liaisons first."""
    wanted = {made.username: made for made in (*liaison_accounts(), *mediator_accounts())}
    known = set(User.objects.filter(username__in=wanted).values_list("username", flat=True))
    return [made for username, made in wanted.items() if username not in known]


def make_next(*, actor: Actor, at: datetime) -> list[Made]:
    """Make the next accounts with their posts, each with a password of its own. Raises Refused."""
    if not actor.has(Role.ADMIN):
        raise Refused("账号由系统管理员建立。")
    wanted = [(made, passwords.generated()) for made in missing()[:BATCH]]
    hashed = [(made, password, make_password(password)) for made, password in wanted]  # before anybody has to wait
    units = Unit.objects.in_bulk({made.unit for made, _ in wanted})
    with transaction.atomic():
        sheet = [_made(made, password, coded, units[made.unit], actor=actor, at=at) for made, password, coded in hashed]
        link_mediators()
    return [made for made in sheet if made]


def _made(wanted: Account, password: str, coded: str, unit: Unit, *, actor: Actor, at: datetime) -> Made | None:
    """None when somebody else has just made it."""
    user, new = User.objects.get_or_create(
        username=wanted.username, defaults={"name": wanted.name, "password": coded, "must_change_password": True}
    )
    if not new:
        return None
    journal.enter(act="account_added", actor_id=actor.id, at=at, subject=str(user.pk))
    day = at.astimezone(ZONE).date()
    for role in wanted.roles:
        put_in(user, role=role, unit=unit, from_day=day, actor_id=actor.id, at=at)
    labels = "、".join(ROLE_LABELS[role] for role in wanted.roles)
    return Made(wanted.username, wanted.name, f"{unit.short_name} {labels}", password)
