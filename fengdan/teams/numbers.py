"""The booklet's numbers: small, stable, and nobody else's for as long as a booklet lies about."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q

from fengdan.rulebook.errors import Refused
from fengdan.rulebook.menu import HELD, NUMBERS, lowest_free
from fengdan.teams.models import BookletNumber, Card


def of_others(mediator: str, day: date) -> dict[int, str]:
    """Number → the mediator it means, of all but this one: in the booklet now or within HELD, or set on a card."""
    meant = BookletNumber.objects.filter(Q(until=None) | Q(until__gt=day - HELD))
    known = dict(meant.exclude(mediator=mediator).values_list("number", "mediator__name"))
    wanted = Card.objects.exclude(pk=mediator).values_list("number", "mediator__name")
    return {number: name for number, name in wanted if number is not None} | known


def check(mediator: str, number: int, day: date) -> None:
    """Raises Refused when the number is none of the booklet or means somebody else."""
    if number not in NUMBERS:
        raise Refused(f"手册编号应在 {NUMBERS.start} 至 {NUMBERS.stop - 1} 之间。", "number")
    if holder := of_others(mediator, day).get(number):
        raise Refused(f"{number} 号是{holder}的手册编号，一年之内不能给别人，请换一个号。", "number")


def give(mediator: str, day: date) -> int:
    """From today the lowest number that is free means this mediator. Raises Refused when none is.

    Nobody asked for this very number, so nobody is told when another is given it at the same moment: the next is taken.
    """
    while (number := lowest_free(of_others(mediator, day))) is not None:
        if _hold(mediator, number, day):
            return number
    raise Refused("手册编号已经用完，请等一年前停用的号空出来。", "number")


def hold(mediator: str, number: int, day: date) -> None:
    """From today the number means this mediator; their last one, if another, ends. Raises Refused."""
    check(mediator, number, day)
    if BookletNumber.objects.filter(mediator=mediator, number=number, until=None).exists():
        return
    if not _hold(mediator, number, day):
        raise Refused(f"{number} 号刚刚给了别人，请换一个号。", "number")


def _hold(mediator: str, number: int, day: date) -> bool:
    """False when it became somebody else's since it was looked up."""
    try:
        with transaction.atomic():
            let_go(mediator, day)
            BookletNumber.objects.create(mediator_id=mediator, number=number, since=day)
    except IntegrityError:
        return False
    return True


def let_go(mediator: str, day: date) -> None:
    """Today is the last day; a year from now it may mean somebody else."""
    BookletNumber.objects.filter(mediator=mediator, until=None).update(until=day)
