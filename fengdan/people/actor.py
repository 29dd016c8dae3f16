"""From an account to the actor whom the rulebook knows."""

from datetime import date

from django.db.models import Q

from fengdan.people.models import User
from fengdan.rulebook.actor import Actor, Role


def actor_of(user: User, today: date) -> Actor:
    """Return the account with the roles it holds today, in one query. A disabled account holds none."""
    if not user.is_active:
        return Actor(id=str(user.pk), name=user.name)
    in_force = Q(active_to=None) | Q(active_to__gte=today)
    grants = user.grants.filter(in_force, active_from__lte=today).values_list("role", "unit_id")
    held = frozenset((Role(role), unit) for role, unit in grants)
    return Actor(id=str(user.pk), name=user.name, roles=frozenset(role for role, _ in held), units=held)
