"""派单 to a team, 交办 to a responsible unit."""

from collections.abc import Collection
from datetime import datetime

from fengdan.matters import orders, routes
from fengdan.matters.choices import said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.happened import telling
from fengdan.matters.ledger import record
from fengdan.matters.levels import send_down
from fengdan.matters.models import Matter
from fengdan.matters.targets import NO_WISHES, Wishes, give
from fengdan.matters.tasks import set_tasks
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.facts import CENTRE


def assign(
    matter: Matter,
    *,
    unit: str,
    reason: str,
    supporting: Collection[str] = (),
    order_reason: str = "",
    wishes: Wishes = NO_WISHES,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Give the matter to a team or unit (code), saying why this one; `supporting` (codes) help. Raises Refused.

    What the centre gives brings along the tasks of its item's version. Whoever departs from what routing proposed says
    why in words of their own; whoever departs from an order, in words that both sides read (`order_reason`). A unit
    that took a matter in itself gives it to itself only: to anybody else it is handed up.
    """

    def write(entry: Entry) -> None:
        assert entry.before is not None
        holder = entry.before.holder
        if holder not in {CENTRE, unit}:
            raise Refused("本单位登记的事项只能由本单位承办；办不了的请上交。", "unit")
        proposed = routes.latest(entry.matter)
        given = said(reason, "reason", "理由")
        override = holder == CENTRE and proposed is not None and proposed.unit_id not in {unit, CENTRE}
        if override and proposed is not None and given.strip() == proposed.reason:
            raise Refused(f"没有按建议交给{proposed.unit}，请用自己的话写明为什么。", "reason")
        entry.facts = {"override": override}
        orders.given(entry, unit, order_reason)
        assignment = give(entry, unit, given, supporting, wishes)
        if holder == CENTRE:
            set_tasks(entry, assignment)
            send_down(entry, assignment)

    with telling("assign", matter, actor):
        return record("assign", matter, actor=actor, at=at, seen=seen, once=once, write=write)
