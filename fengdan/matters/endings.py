"""How a step that ends a matter writes its conclusion."""

from fengdan.matters import orders
from fengdan.matters.entry import Entry
from fengdan.matters.tasks import end_tasks
from fengdan.rulebook.conclusions import Conclusion
from fengdan.rulebook.orders import OrderState


def end(entry: Entry, conclusion: Conclusion, reason: str) -> None:
    """Set the conclusion with the reason people read; a return, 会商, order or task that waited, waits no longer."""
    for waiting in entry.matter.returns.filter(closed_at=None):
        entry.change(waiting, closed_at=entry.at)
    for conference in entry.matter.conferences.filter(closed_at=None):
        entry.change(conference, closed_at=entry.at)
    orders.overtaken(entry, OrderState.CLOSED)
    end_tasks(entry, "已办结")
    entry.change_matter(conclusion=conclusion, conclusion_reason=reason, concluded_at=entry.at)
    entry.facts |= {"conclusion": conclusion}
