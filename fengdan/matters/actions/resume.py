"""恢复计时: what the matter waited for has come; its limits run on by what was left of them."""

from datetime import datetime

from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.limit_changes import lasting, recount
from fengdan.matters.models import Matter
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.errors import Refused


def resume(
    matter: Matter, *, until: datetime, actor: Actor, at: datetime, seen: int | None = None, once: Once | None = None
) -> Matter:
    """Let the limits run on from a moment (`until`), which is not yet to come. Raises Refused."""

    def write(entry: Entry) -> None:
        row = lasting(entry.matter).get()
        if until > at:
            raise Refused("“恢复的时间”不能晚于现在，请核对。", "until")
        if until < row.since:
            raise Refused("“恢复的时间”早于中止，请核对。", "until")
        entry.change(row, until=until)
        entry.facts = {"suspension": row.pk}
        recount(entry, "resume")

    return record("resume", matter, actor=actor, at=at, seen=seen, once=once, write=write)
