"""审核督办回复: it is accepted, or goes back with what is missing and another day to reply by."""

from dataclasses import dataclass
from datetime import datetime

from fengdan.matters.choices import said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter
from fengdan.matters.supervising import open_one, reply_clock
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.facts import SupervisionState


@dataclass(frozen=True)
class Judged:
    """`supervision` is the one they saw. Not accepted: what is missing in `comment`, how long for it in `limit`."""

    accepted: bool
    comment: str = ""
    limit: str = ""
    supervision: int | None = None


def judge_supervision(
    matter: Matter,
    *,
    judged: Judged,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Accept the reply, or send it back: then it is issued as before, with another day. Raises Refused."""

    def write(entry: Entry) -> None:
        row = open_one(entry, SupervisionState.REPLIED, judged.supervision)
        entry.facts = {"supervision": row.pk, "accepted": judged.accepted}
        decided = {"judged_at": entry.at, "judged_by": actor.id}
        if judged.accepted:
            entry.change(row, status=SupervisionState.ACCEPTED, comment=judged.comment, **decided)
            return
        missing, clock = (
            said(judged.comment, "comment", "还缺什么"),
            reply_clock(entry, judged.limit or row.reply_limit),
        )
        entry.change(row, status=SupervisionState.ISSUED, comment=missing, reply_by=clock.due_at, **decided)
        entry.clocks.append(clock)

    return record("judge_supervision", matter, actor=actor, at=at, seen=seen, once=once, write=write)
