"""退回裁定: duty fixes who leads after a unit has given a matter back."""

from collections.abc import Collection
from datetime import datetime

from fengdan.matters.choices import said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.levels import send_down
from fengdan.matters.models import Matter
from fengdan.matters.targets import give
from fengdan.rulebook.actor import Actor


def rule_on_return(
    matter: Matter,
    *,
    unit: str,
    ruling: str,
    supporting: Collection[str] = (),
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Put the matter with the unit that leads (code). Given back once more it comes to a 会商. Raises Refused.

    信访工作条例 Art. 24: where several organs are concerned, their common superior decides.
    """

    def write(entry: Entry) -> None:
        waiting = entry.matter.returns.get(closed_at=None)
        words = said(ruling, "ruling", "裁定理由")
        assignment = give(entry, unit, words, supporting)
        entry.change(waiting, assignment=assignment, ruling=words, closed_at=at)
        entry.facts |= {"return": waiting.pk}
        send_down(entry, assignment)

    return record("rule_on_return", matter, actor=actor, at=at, seen=seen, once=once, write=write)
