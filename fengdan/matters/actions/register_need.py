"""登记待安排需求: what somebody needs and why it cannot be had now; from here on somebody owes them an answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from fengdan.matters.choices import one_of, said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter, Need, Party
from fengdan.matters.needs import workday
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.errors import Refused


@dataclass(frozen=True)
class Unmet:
    """`kinds` and `cause` are codes, `party` the id of whoever asked, if one of the parties did."""

    kinds: Sequence[str]
    words: str
    cause: str
    why: str
    next_on: date
    party: int | None = None


def register_need(
    matter: Matter,
    *,
    unmet: Unmet,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Put it into the ledger of needs; its reply limit begins to run. Raises Refused."""

    def write(entry: Entry) -> None:
        if not unmet.kinds:
            raise Refused("请至少勾选一项“需要什么”。", "kinds")
        row = Need(
            matter=entry.matter,
            party=_party(entry, unmet.party),
            kinds=list(dict.fromkeys(one_of(Need.Kind, kind, "kinds").value for kind in unmet.kinds)),
            words=said(unmet.words, "words", "具体说说"),
            cause=one_of(Need.Cause, unmet.cause, "cause"),
            why=said(unmet.why, "why", "为什么现在安排不了"),
            next_on=workday(entry, unmet.next_on, "next_on", "下一次跟进"),
            registered_at=entry.at,
            registered_by=actor.id,
        )
        entry.add(row)
        entry.facts = {"need": row.pk}

    return record("register_need", matter, actor=actor, at=at, seen=seen, once=once, write=write)


def _party(entry: Entry, party: int | None) -> Party | None:
    if party is None:
        return None
    row = entry.matter.parties.filter(pk=party, removed=False).first()
    if row is None:
        raise Refused("没有这名当事人，请重新选择。", "party")
    return row
