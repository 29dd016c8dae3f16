"""并案: the matter goes on in another one that is open."""

from datetime import datetime

from fengdan.matters.choices import said
from fengdan.matters.endings import end
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter, Merger
from fengdan.matters.queries.reach import reach
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.conclusions import BY_STEP
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.numbering import read_code
from fengdan.rulebook.stages import OPEN


def merge(
    matter: Matter,
    *,
    into: str,
    reason: str,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """End this matter and point to `into` (a code), which stays open and holds both. Raises Refused.

    What the actor may not see is answered like what does not exist. `reopen` parts the two again.
    """

    def write(entry: Entry) -> None:
        other = reach(actor).filter(code=read_code(into) or "").exclude(pk=entry.matter.pk).first()
        if other is None:
            raise Refused("没有这个编号的事项，或者就是本件，请核对编号。", "into")
        if other.service != entry.matter.service:
            raise Refused("纠纷和便民事项不能并在一起。", "into")
        _hold_open(entry.matter, other)
        row = Merger(matter=entry.matter, into=other, merged_at=entry.at)
        entry.add(row)
        entry.facts = {"merger": row.pk, "into": other.pk}
        end(entry, BY_STEP["merge"], f"并入 {other.code}。{said(reason, 'reason', '为什么并案')}")

    return record("merge", matter, actor=actor, at=at, seen=seen, once=once, write=write)


def _hold_open(matter: Matter, other: Matter) -> None:
    """See that the other one is open, and hold it so until commit. Raises Refused.

    Only towards the newer one do we wait: two that merge into each other at once must not wait for each other.
    """
    row = Matter.objects.select_for_update(skip_locked=other.pk < matter.pk).filter(pk=other.pk).first()
    if row is None:
        raise Refused("那一件这时正有人在办，请稍后再并案。", "into")
    if row.stage not in OPEN:
        raise Refused("那一件已经办结，不能并入；需要的话请先恢复办理那一件。", "into")
