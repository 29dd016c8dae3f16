"""Which account is which mediator's."""

from django.db.models import F

from fengdan.people.models import User
from fengdan.people.wanted import Account
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


def link_mediators() -> int:
    """Link every mediator to the account the county's files give, where it exists, and to no other.

    Returns how many links were made.
    """
    # an account may pass from one mediator to another: let go before taking hold, for it is one person's
    strangers = Mediator.objects.exclude(user=None).exclude(user__username=F("account"))
    Mediator.objects.filter(pk__in=list(strangers.values_list("pk", flat=True))).update(user=None)
    waiting = list(Mediator.objects.filter(user=None).exclude(account=""))
    users = User.objects.in_bulk([mediator.account for mediator in waiting], field_name="username")
    known = [mediator for mediator in waiting if mediator.account in users]
    for mediator in known:
        mediator.user = users[mediator.account]
        mediator.save(update_fields=["user"])
    return len(known)
