"""Which matters wait for something after their end: a follow-up, a payment, a receipt, an answer to a low rating."""

from datetime import date

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from fengdan.matters.models import Clock, Matter, Obligation, Rating, Transfer
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.stages import Stage


def to_follow_up(matters: QuerySet[Matter], _actor: Actor) -> QuerySet[Matter]:
    """Nobody has been asked yet how it went."""
    running = Clock.objects.filter(matter=OuterRef("pk"), name="follow_up", stopped_at=None)
    return matters.filter(Exists(running), stage=Stage.CONCLUDED)


def low_rated(matters: QuerySet[Matter], _actor: Actor) -> QuerySet[Matter]:
    """Somebody was not satisfied, and nobody has seen to it."""
    low = Rating.objects.filter(handled_at=None, score__lte=Rating.LOW, round=F("matter__round"))
    return matters.filter(pk__in=low.values("matter_id"))


def without_receipt(matters: QuerySet[Matter], _actor: Actor) -> QuerySet[Matter]:
    """Sent to another organ that has not said it has it."""
    sent = Transfer.objects.filter(receipt_on=None, round=F("matter__round"))
    return matters.filter(stage=Stage.CONCLUDED, pk__in=sent.values("matter_id"))


def performing(matters: QuerySet[Matter], _actor: Actor) -> QuerySet[Matter]:
    """Something of what was agreed is still to be done."""
    return matters.filter(pk__in=_owed().values("matter_id"))


def unperformed(matters: QuerySet[Matter], today: date) -> QuerySet[Matter]:
    """A day after something was to be done: ask whether it was. The longest overdue first (domain.md §2.9).

    `own_due` is that day.
    """
    late = _owed().filter(due_on__lt=today)
    first = late.filter(matter=OuterRef("pk")).order_by("due_on").values("due_on")[:1]
    found = matters.filter(pk__in=late.values("matter_id"))
    return found.annotate(own_due=Subquery(first)).order_by("own_due", "id")


def _owed() -> QuerySet[Obligation]:
    return Obligation.objects.filter(status__in=Obligation.WAITING, round=F("matter__round"))
