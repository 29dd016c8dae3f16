"""风险处置: what was done about a risk; the clock of its colour stops, of a red one the next report is due."""

from datetime import datetime

from fengdan.matters.choices import said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter, RiskHandling
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.errors import Refused


def handle_risk(
    matter: Matter,
    *,
    words: str,
    handled_at: datetime,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Record what was done (domain.md §2.8). Raises Refused."""

    def write(entry: Entry) -> None:
        if handled_at > at:
            raise Refused("处置时间不能晚于现在。", "handled_at")
        if handled_at < entry.matter.registered_at.replace(second=0, microsecond=0):
            raise Refused("处置时间早于登记时间，请核对。", "handled_at")
        done = said(words, "words", "做了什么")
        row = RiskHandling(matter=entry.matter, words=done, handled_at=handled_at, handled_by=actor.id)
        entry.add(row)
        entry.facts = {"risk_handling": row.pk}

    return record("handle_risk", matter, actor=actor, at=at, seen=seen, once=once, write=write)
