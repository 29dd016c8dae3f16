"""From a letter to its deliveries: once, whoever does it and however often it is tried."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from fengdan.outbox.models import Delivery, Letter

AT_ONCE = 200
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Wanted:
    """One way to one person. `unit` is where a telephone task or a slip waits."""

    channel: str
    to_user: int | None = None
    to_party: int | None = None
    unit: str = ""


Plan = Callable[[Letter, datetime], Iterable[Wanted]]


def plan_letters(at: datetime, plan: Plan) -> int:
    """Make the deliveries of every letter that has none yet, each letter in its own transaction. How many letters.

    One that was put away meanwhile goes nowhere. One that cannot be planned is logged, waits, and holds up no other.
    """
    planned, last = 0, 0
    while page := list(Letter.objects.filter(planned_at=None, pk__gt=last).order_by("pk")[:AT_ONCE]):
        for letter in page:
            try:
                planned += _plan(letter, at, plan)
            except Exception as no:  # noqa: BLE001 - what it says may hold what was written
                log.error("letter %s: %s", letter.pk, type(no).__name__)  # noqa: TRY400
        last = page[-1].pk
    return planned


def _plan(letter: Letter, at: datetime, plan: Plan) -> int:
    wanted = [] if letter.read_at else list(plan(letter, at))
    with transaction.atomic():
        mine = Letter.objects.filter(pk=letter.pk, planned_at=None).update(planned_at=at)
        if mine:
            Delivery.objects.bulk_create(delivery_of(letter, each, at) for each in wanted)
    return mine


def delivery_of(letter: Letter, wanted: Wanted, at: datetime) -> Delivery:
    """A delivery that waits from now on."""
    return Delivery(
        letter=letter,
        channel=wanted.channel,
        to_user=wanted.to_user,
        to_party=wanted.to_party,
        unit=wanted.unit,
        made_at=at,
        next_try_at=at,
    )
