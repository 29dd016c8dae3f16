"""登记并点单: what somebody tells on the telephone, at the desk or online is a matter with an order, in one save."""

from datetime import datetime

from django.db import transaction

from fengdan.matters.actions.order import Ordered, order
from fengdan.matters.actions.register import Registration, register
from fengdan.matters.entry import Once
from fengdan.matters.models import Matter
from fengdan.rulebook.actor import ONLINE, Actor, party_actor
from fengdan.rulebook.facts import Side


def register_and_order(
    told: Registration, ordered: Ordered, *, actor: Actor, at: datetime, once: Once | None = None
) -> Matter:
    """Register, and the applicant orders; each step its own event, all or nothing. Raises Refused.

    Whoever tells it online orders for themselves.
    """
    with transaction.atomic():
        matter = register(told, actor=actor, at=at, once=once)
        if matter.version > 1:  # this very form was saved before
            return matter
        applicant = matter.parties.filter(side=Side.APPLICANT).order_by("pk")[0]
        who = party_actor(applicant.pk, applicant.name) if actor is ONLINE else actor
        return order(matter, party=applicant.pk, ordered=ordered, actor=who, at=at)
