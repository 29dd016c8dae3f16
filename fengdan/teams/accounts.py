"""Which account is which mediator's."""

from collections.abc import Mapping

from fengdan.people.models import User
from fengdan.teams.models import Mediator


def link_mediators(accounts: Mapping[str, str]) -> int:
    """Link mediators (by code) to accounts (by username) that exist; return how many links changed."""
    users = User.objects.in_bulk(accounts.values(), field_name="username")
    moved = []
    for mediator in Mediator.objects.filter(code__in=accounts):
        user = users.get(accounts[mediator.code])
        if user is not None and mediator.user_id != user.pk:
            moved.append((mediator, user))
    # an account may pass from one mediator to another: let go before taking hold, for it is one person's
    Mediator.objects.filter(user__in=[user for _, user in moved]).update(user=None)
    for mediator, user in moved:
        mediator.user = user
        mediator.save(update_fields=["user"])
    return len(moved)
