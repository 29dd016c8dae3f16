"""From an account to the actor whom the rulebook knows."""

from datetime import date

from django.db.models import DateField, OuterRef

from fengdan.database.many import Many
from fengdan.database.prepared import Prepared, Slot, SlotList
from fengdan.people.away import NEVER_STOOD_IN, away, stood_in_by
from fengdan.people.models import Grant, User
from fengdan.rulebook.actor import ADMINISTRATORS, Actor, Role
from fengdan.units.queries import active_on

_day = Slot("day", DateField())
_known = Prepared(
    lambda: User.objects.filter(pk=Slot("user")).values_list(
        Many(Grant.objects.filter(active_on(_day), user=OuterRef("pk")).values_list("role", "unit_id")),
        Many(away(_day)),
    )
)
_held = Prepared(
    lambda: Grant.objects.filter(active_on(_day), user__in=SlotList("users"), user__is_active=True).values_list(
        "role", "unit_id", "user_id"
    )
)


def actor_of(user: User, day: date) -> Actor:
    """The account with the roles it holds on the day, its own and those of people it stands in for.

    One query, a second when somebody is away for whom it does. A disabled account holds none.
    """
    if not user.is_active:
        return Actor(id=str(user.pk), name=user.name)
    ((grants, absences),) = _known.ask(day=day, user=user.pk)
    own = {(Role(role), unit) for role, unit in grants}
    absent = stood_in_by(user.pk, dict(absences))
    held = [(Role(role), unit, holder) for role, unit, holder in _held.ask(day=day, users=absent)] if absent else []
    standing = {
        (role, unit, str(holder))
        for role, unit, holder in held
        if (role, unit) not in own and role not in NEVER_STOOD_IN
    }
    # whoever has left office stands in for nobody, nor do the three administrators, who are kept apart
    if not own or {role for role, _ in own} & ADMINISTRATORS:
        standing = set()
    pairs = own | {(role, unit) for role, unit, _ in standing}
    return Actor(
        id=str(user.pk),
        name=user.name,
        roles=frozenset(role for role, _ in pairs),
        units=frozenset(pairs),
        stands_in=frozenset(standing),
    )
