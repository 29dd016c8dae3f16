"""How a step that ends a matter writes its conclusion."""

from fengdan.matters.entry import Entry
from fengdan.rulebook.conclusions import Conclusion


def end(entry: Entry, conclusion: Conclusion, reason: str) -> None:
    """Set the conclusion with the reason people read; a return that waited for a ruling waits no longer."""
    for waiting in entry.matter.returns.filter(closed_at=None):
        entry.change(waiting, closed_at=entry.at)
    entry.change_matter(conclusion=conclusion, conclusion_reason=reason, concluded_at=entry.at)
    entry.facts |= {"conclusion": conclusion}
