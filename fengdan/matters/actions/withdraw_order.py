"""撤回点单: the side that ordered takes its order back, and may order anew."""

from datetime import datetime

from fengdan.matters.actions.order import speaks_for
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter, Order
from fengdan.matters.orders import end
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.orders import OrderState


def withdraw_order(
    matter: Matter, *, party: int, actor: Actor, at: datetime, seen: int | None = None, once: Once | None = None
) -> Matter:
    """A party (id) of the side that ordered takes it back. Raises Refused."""

    def write(entry: Entry) -> None:
        assert entry.before is not None
        assert entry.before.order is not None
        speaks_for(entry, party)
        row = Order.objects.select_related("party").get(pk=entry.before.order.id)
        if entry.before.sides[party] != row.party.side:
            raise Refused("点单由点单的那一方撤回；不同意人选的，请回应“换人”或“请中心安排”。", "party")
        entry.facts = {"party": party}
        end(entry, row, OrderState.WITHDRAWN)

    return record("withdraw_order", matter, actor=actor, at=at, seen=seen, once=once, write=write)
