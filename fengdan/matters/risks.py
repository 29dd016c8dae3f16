"""What a raise does to a lowering somebody asked for."""

from fengdan.matters.entry import Entry


def call_off_lowering(entry: Entry) -> None:
    """A lowering that waits for its second person is off once the risk is raised."""
    for asked in entry.matter.risk_changes.filter(decided_at=None):
        entry.change(asked, decided_at=entry.at, approved=False)
