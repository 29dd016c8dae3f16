"""How a step that ends a matter writes its conclusion."""

from fengdan.matters.entry import Entry
from fengdan.rulebook.conclusions import Conclusion


def end(entry: Entry, conclusion: Conclusion, reason: str) -> None:
    """Set the conclusion with the reason people read; a return or a 会商 that waited, waits no longer."""
    for waiting in entry.matter.returns.filter(closed_at=None):
        entry.change(waiting, closed_at=entry.at)
    for conference in entry.matter.conferences.filter(closed_at=None):
        entry.change(conference, closed_at=entry.at)
    entry.change_matter(conclusion=conclusion, conclusion_reason=reason, concluded_at=entry.at)
    entry.facts |= {"conclusion": conclusion}
