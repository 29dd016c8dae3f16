"""登记履行情况: the whole, a part, or nothing."""

from dataclasses import dataclass
from datetime import date, datetime

from fengdan.matters.choices import one_of
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter, Obligation, Performance
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.money import yuan


@dataclass(frozen=True)
class Performed:
    """`kind` is a `Performance.Kind`; `amount` in fen is what was paid this time, for a part."""

    kind: str
    happened_on: date
    amount: int | None = None
    words: str = ""


def record_performance(
    matter: Matter,
    *,
    obligation: int,
    report: Performed,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """Record how one obligation went (人民调解法 Art. 31). Raises Refused naming the field.

    A part of a sum is added up; the part that completes it is the whole. 未履行 closes it too: what then remains is
    the court (Art. 32, 33).
    """

    def write(entry: Entry) -> None:
        row = entry.matter.obligations.filter(pk=obligation, round=entry.matter.round).first()
        if row is None:
            raise Refused("没有这一项，请重新选择。", "obligation")
        if row.status not in Obligation.WAITING:
            raise Refused(f"这一项已经登记为“{Obligation.Status(row.status).label}”，不能再改。", "obligation")
        kind = one_of(Performance.Kind, report.kind, "kind")
        if report.happened_on > entry.at.astimezone(ZONE).date():
            raise Refused("日期不能晚于今天。", "happened_on")
        amount = _amount(row, kind, report.amount)
        paid = row.paid + (amount or 0)
        status = _status(row, kind, paid)
        told = Performance(obligation=row, kind=kind, amount=amount, happened_on=report.happened_on, words=report.words)
        entry.add(told)
        entry.change(row, status=status, paid=paid)
        entry.facts = {"performance": told.pk, "obligation": row.pk, "closed": status not in Obligation.WAITING}

    return record("record_performance", matter, actor=actor, at=at, seen=seen, once=once, write=write)


def _amount(row: Obligation, kind: Performance.Kind, amount: int | None) -> int | None:
    """What was paid this time, in fen; None where it is no money or nothing was paid."""
    if row.amount is None or kind is Performance.Kind.DEFAULT:
        return None
    left = row.amount - row.paid
    if kind is Performance.Kind.WHOLE:
        return left
    if amount is None or amount <= 0:
        raise Refused("请填写这次给了多少。", "amount")
    if amount > left:
        raise Refused(f"还差 {yuan(left)}，这次的金额超过了，请核对。", "amount")
    return amount


def _status(row: Obligation, kind: Performance.Kind, paid: int) -> Obligation.Status:
    if kind is Performance.Kind.DEFAULT:
        return Obligation.Status.DEFAULTED
    whole = kind is Performance.Kind.WHOLE or (row.amount is not None and paid == row.amount)
    return Obligation.Status.PERFORMED if whole else Obligation.Status.PARTLY
