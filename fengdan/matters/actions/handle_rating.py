"""处理低分评价: what was done about it."""

from datetime import datetime

from fengdan.matters.choices import said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.errors import Refused


def handle_rating(
    matter: Matter,
    *,
    rating: int,
    handling: str,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Say what was found and done about a low rating (id). Raises Refused."""

    def write(entry: Entry) -> None:
        row = entry.matter.ratings.filter(pk=rating, handled_at=None).first()
        assert entry.before is not None
        if row is None or rating not in entry.before.low_ratings:
            raise Refused("没有等待处理的这一条评价，请重新选择。", "rating")
        entry.change(row, handling=said(handling, "handling", "怎么处理的"), handled_at=entry.at)
        entry.facts = {"rating": rating}

    return record("handle_rating", matter, actor=actor, at=at, seen=seen, once=once, write=write)
