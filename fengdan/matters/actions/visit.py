"""再次来访: people came again about the same matter: one 批, so many 人次."""

from datetime import datetime

from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter, Visit
from fengdan.matters.risks import raise_by_people
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.errors import Refused


def visit(
    matter: Matter,
    *,
    visited_at: datetime,
    people: int = 1,
    words: str = "",
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Record a visit; `people` who came together count as one 批 (domain.md §6.1).

    So many may raise the risk (§2.8). Raises Refused.
    """

    def write(entry: Entry) -> None:
        if visited_at > at:
            raise Refused("来访时间不能晚于现在。", "visited_at")
        if people < 1:
            raise Refused("“来了几个人”至少是 1。", "people")
        row = Visit(matter=entry.matter, visited_at=visited_at, people=people, words=words)
        entry.add(row)
        entry.facts = {"visit": row.pk, "people": people}
        raise_by_people(entry, people)

    return record("visit", matter, actor=actor, at=at, seen=seen, once=once, write=write)
