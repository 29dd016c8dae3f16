"""What a raise does to a lowering somebody asked for; raising by rule."""

from fengdan.matters.entry import Entry
from fengdan.matters.models import RiskChange
from fengdan.rulebook.actor import CLOCK
from fengdan.rulebook.risk import risk_by_people
from fengdan.rulebook.sources import above


def call_off_lowering(entry: Entry) -> None:
    """A lowering that waits for its second person is off once the risk is raised."""
    for asked in entry.matter.risk_changes.filter(decided_at=None):
        entry.change(asked, decided_at=entry.at, approved=False)


def raise_by_people(entry: Entry, people: int) -> None:
    """So many came together: at least the colour of such a crowd, never a lower one (domain.md §2.8)."""
    assert entry.before is not None
    was, becomes = entry.before.risk, risk_by_people(people)
    if not above(becomes, was):
        return
    call_off_lowering(entry)
    reason = f"一次来了 {people} 人，按人数提高。"
    row = RiskChange(matter=entry.matter, was=was, becomes=becomes, reason=reason, asked_by=CLOCK.id)
    row.asked_at = row.decided_at = entry.at
    row.approved = True
    entry.add(row)
    entry.change_matter(risk=becomes)
    entry.facts |= {"risk_change": row.pk, "risk": becomes}
