"""答复需求: what became of it, and what the person was told; nothing stays in the ledger of needs without this."""

from dataclasses import dataclass
from datetime import datetime

from fengdan.matters.choices import one_of, said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter, Need
from fengdan.matters.needs import unanswered
from fengdan.rulebook.actor import Actor


@dataclass(frozen=True)
class Answered:
    """`exit` and `how` are codes; `told` is what the person was told, and reads again."""

    exit: str
    told: str
    how: str


def answer_need(
    matter: Matter,
    *,
    answered: Answered,
    need: int | None = None,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """End the need that waits; `need` is the one they saw. Raises Refused."""

    def write(entry: Entry) -> None:
        row = unanswered(entry, need)
        exit_ = one_of(Need.Exit, answered.exit, "exit")
        entry.change(
            row,
            status=Need.Status.ANSWERED,
            exit=exit_,
            told=said(answered.told, "told", "怎么答复本人的"),
            how=one_of(Need.How, answered.how, "how"),
            answered_at=entry.at,
            answered_by=actor.id,
        )
        entry.facts = {"need": row.pk, "exit": exit_.value}

    return record("answer_need", matter, actor=actor, at=at, seen=seen, once=once, write=write)
