"""由中心安排: with no common choice the centre says who mediates, and why."""

from datetime import datetime

from fengdan.matters.choices import said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter, Order
from fengdan.matters.orders import check_mediators, end
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.orders import OrderState


def arrange_order(
    matter: Matter,
    *,
    reason: str,
    mediator: str = "",
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Both sides read the reason. `mediator` (code) is whom the centre has in mind, if anybody. Raises Refused."""

    def write(entry: Entry) -> None:
        assert entry.before is not None
        assert entry.before.order is not None
        row = Order.objects.get(pk=entry.before.order.id)
        picked = check_mediators(entry, [mediator])[0] if mediator else None
        end(entry, row, OrderState.ARRANGED, said(reason, "reason", "为什么这样安排"), picked)
        entry.facts |= {"mediators": [picked.pk] if picked else []}

    return record("arrange_order", matter, actor=actor, at=at, seen=seen, once=once, write=write)
