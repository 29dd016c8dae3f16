"""Which account is which mediator's."""

from collections.abc import Mapping

from fengdan.people.demo import Account
from fengdan.people.models import User
from fengdan.rulebook.actor import Role
from fengdan.teams.models import Mediator, TeamMember


def mediator_accounts() -> list[Account]:
    """The accounts the county's files give to members of teams, each for its own team."""
    rows = TeamMember.objects.filter(active_to=None).exclude(mediator__account="").select_related("mediator")
    return [
        Account(
            row.mediator.account,
            row.mediator.name,
            (Role.LEADER if row.leader else Role.MEDIATOR,),
            row.team_id,
        )
        for row in rows.order_by("team_id", "mediator_id")
    ]


def link_known() -> int:
    """Link every mediator to the account the files give, where it exists; return how many links changed."""
    named = Mediator.objects.exclude(account="").values_list("pk", "account")
    return link_mediators(dict(named))


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
