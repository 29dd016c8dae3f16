"""What changed in the committees of the demo of late: two joined another one, one of them has left it again."""

from datetime import timedelta
from typing import NamedTuple

from fengdan.demo.days import Days
from fengdan.demo.office import Office
from fengdan.rulebook.pool import Leaving
from fengdan.teams.appointing import Ending, Named, appoint, end, latest
from fengdan.teams.models import Committee


class Joins(NamedTuple):
    """So many days ago; `leaves` is how many days ago the last day was, 0 for one who stays."""

    mediator: str
    committee: str
    ago: int
    leaves: int


JOINS = (
    Joins("m1003", "committee-environment", 24, 0),
    Joins("m1203", "committee-property", 21, 3),
)


def committee_changes(office: Office, days: Days) -> None:
    """The director enters each on its day."""
    for row in JOINS:
        committee = Committee.objects.select_related("unit").get(pk=row.committee)
        at = days.now - timedelta(days=row.ago)
        actor = office.actor("director", at.date())
        named = Named(
            committee=row.committee,
            from_day=at.date(),
            until=committee.term_ends,
            appointed_by=committee.unit.name,
            letter="",
            director=False,
        )
        appoint(row.mediator, named, seen=latest(row.mediator), actor=actor, at=at)
        if row.leaves:
            left = days.now - timedelta(days=row.leaves)
            end(row.mediator, Ending(row.committee, left.date(), Leaving.MOVED), actor=actor, at=left)
