"""Who is away in the demo: with a stand-in, and without."""

from datetime import timedelta
from typing import NamedTuple

from fengdan.demo.days import Days
from fengdan.demo.office import Office
from fengdan.people.absences import be_away
from fengdan.people.models import User


class Away(NamedTuple):
    """So many days from today on; an empty `stand_in` is nobody."""

    account: str
    begins: int
    lasts: int
    stand_in: str


AWAY = (
    Away("leader05", 0, 4, "mediator05"),
    Away("dept-transport", 0, 2, "dept-housing"),
    Away("dept-emergency", 0, 3, ""),
    Away("town-621122109", 1, 5, "village-621122109204"),
)


def away(office: Office, days: Days) -> None:
    """Enter them as each person did this morning."""
    today = days.now.date()
    for row in AWAY:
        user = User.objects.get(username=row.account)
        stand_in = User.objects.get(username=row.stand_in) if row.stand_in else None
        first = today + timedelta(days=row.begins)
        last = first + timedelta(days=row.lasts - 1)
        actor = office.actor(row.account, today)
        be_away(user, from_day=first, to_day=last, stand_in=stand_in, actor=actor, at=days.now)
