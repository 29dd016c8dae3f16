"""登记履行事项: who has to do what by when."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from fengdan.matters.choices import said
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter, Obligation
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.money import check_amount

FURTHEST = timedelta(days=50 * 366)


@dataclass(frozen=True)
class Owed:
    """`party` is an id, `amount` fen or None when it is no money."""

    party: int
    what: str
    due_on: date
    amount: int | None = None


def add_obligation(
    matter: Matter,
    *,
    owed: Owed,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Add one obligation out of the agreement (人民调解法 Art. 29, 31). Raises Refused."""

    def write(entry: Entry) -> None:
        party = entry.matter.parties.filter(pk=owed.party, removed=False).first()
        if party is None:
            raise Refused("没有这名当事人，请重新选择。", "party")
        if owed.amount is not None:
            check_amount(owed.amount)
        _check_day(entry.matter, owed.due_on)
        row = Obligation(
            matter=entry.matter,
            party=party,
            what=said(owed.what, "what", "要做什么"),
            amount=owed.amount,
            due_on=owed.due_on,
        )
        entry.add(row)
        entry.facts = {"obligation": row.pk}

    return record("add_obligation", matter, actor=actor, at=at, seen=seen, once=once, write=write)


def _check_day(matter: Matter, due_on: date) -> None:
    """A year mistyped would either be overdue at once or never be asked about."""
    first = matter.registered_at.astimezone(ZONE).date()
    if not first <= due_on <= first + FURTHEST:
        raise Refused(f"“最迟哪天”要在登记那天（{first}）以后、五十年以内，请核对年份。", "due_on")
