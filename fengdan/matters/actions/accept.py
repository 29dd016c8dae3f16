"""受理."""

from datetime import datetime

from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter
from fengdan.rulebook.actor import Actor


def accept(
    matter: Matter,
    *,
    actor: Actor,
    at: datetime,
    office_at: datetime | None = None,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Accept a registered matter; the mediation period starts (司法部令75号 Art. 33).

    `office_at`: when the time to give it to somebody begins, if later than `at`.
    """

    def write(entry: Entry) -> None:
        entry.office_at = office_at

    return record("accept", matter, actor=actor, at=at, seen=seen, once=once, write=write)
