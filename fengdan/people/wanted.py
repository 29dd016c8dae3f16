"""The accounts that the county's files give to people, before they are made."""

from typing import NamedTuple

from fengdan.rulebook.actor import Role
from fengdan.rulebook.facts import CENTRE
from fengdan.units.models import Liaison


class Account(NamedTuple):
    """An account to be: `unit` is the one its roles are held for."""

    username: str
    name: str
    roles: tuple[Role, ...]
    unit: str = CENTRE


def liaison_accounts() -> list[Account]:
    rows = Liaison.objects.exclude(account="").filter(active_to=None).order_by("pk")
    return [Account(row.account, row.name, (Role(row.role),), row.unit_id) for row in rows]
