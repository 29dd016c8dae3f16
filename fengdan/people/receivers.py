"""Who is there today to be told something for a unit."""

from collections.abc import Collection, Iterable
from datetime import date

from fengdan.people.away import away_on, reached
from fengdan.people.models import Grant
from fengdan.rulebook.actor import Role
from fengdan.units.queries import active_on


def receivers(roles: Iterable[Role], unit: str, day: date, *, only: Collection[str] = ()) -> list[int]:
    """The user ids of all who are there today for one of these roles of the unit, in person or standing in.

    Mediators are chosen by name: of them `only` those (user ids) count, and nobody stands in for them.
    """
    held = Grant.objects.filter(
        active_on(day), active_on(day, "unit__"), role__in=list(roles), unit=unit, user__is_active=True
    )
    away = away_on(day)
    found: dict[int, None] = {}
    for user, role in held.order_by("pk").values_list("user_id", "role"):
        if role == Role.MEDIATOR:
            there = user if user not in away and str(user) in only else None
        else:
            there = reached(user, away)
        if there is not None:
            found[there] = None
    # whoever has left office stands in for nobody
    in_office = Grant.objects.filter(active_on(day), user__in=found, user__is_active=True)
    there_today = set(in_office.values_list("user_id", flat=True))
    return [user for user in found if user in there_today]
