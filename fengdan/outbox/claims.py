"""One delivery in one pair of hands: claimed, marked, and what becomes of it when its sender dies."""

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet

from fengdan.gateways.port import Outcome
from fengdan.outbox.models import Delivery
from fengdan.outbox.plan import Wanted, delivery_of
from fengdan.rulebook.facts import CENTRE

State, Channel = Delivery.State, Delivery.Channel
LEASE = timedelta(minutes=30)  # longer than a whole round can take
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720))


def due(at: datetime, channels: Collection[str]) -> QuerySet[Delivery]:
    """What is to be sent by these channels, the longest waiting first."""
    waits = Delivery.objects.filter(state=State.WAITING, channel__in=channels, next_try_at__lte=at)
    return waits.order_by("next_try_at", "id")


def claim(at: datetime, channels: Collection[str]) -> Delivery | None:
    """The next one, for the caller alone; None when nothing is due. Of two at once one gets it."""
    while found := due(at, channels).select_related("letter").first():
        token = secrets.token_hex(16)
        claimed = {"state": State.SENDING, "token": token, "claimed_until": at + LEASE, "attempts": F("attempts") + 1}
        if Delivery.objects.filter(pk=found.pk, state=State.WAITING).update(**claimed):
            found.token, found.attempts = token, found.attempts + 1
            return found
    return None


def mark(delivery: Delivery, outcome: Outcome, at: datetime) -> None:
    """What came of sending. Only whoever claimed it last may say, and only "sent" may be said late."""
    match outcome:
        case Outcome.SENT:
            _mine(delivery, State.SENDING, State.UNKNOWN).update(state=State.SENT, ended_at=at, problem="")
        case Outcome.UNKNOWN:
            _mine(delivery, State.SENDING).update(state=State.UNKNOWN, problem="no_answer")
        case Outcome.LATER if delivery.attempts <= len(WAITS):
            then = at + WAITS[delivery.attempts - 1]
            _mine(delivery, State.SENDING).update(
                state=State.WAITING, token="", claimed_until=None, next_try_at=then, problem="not_now"
            )
        case _:
            give_up(delivery, at, "not_now" if outcome is Outcome.LATER else "refused")


def cancel(delivery: Delivery, at: datetime) -> None:
    """It is no news any more."""
    _mine(delivery, State.SENDING).update(state=State.CANCELLED, ended_at=at)


def give_up(delivery: Delivery, at: datetime, problem: str) -> None:
    """It cannot be sent: whoever should have known of it is called instead. What went by mail is in the inbox too."""
    with transaction.atomic():
        if not _mine(delivery, State.SENDING).update(state=State.FAILED, ended_at=at, problem=problem):
            return
        if delivery.channel == Channel.MAIL and delivery.to_user:
            return
        unit = CENTRE if delivery.to_user else delivery.unit
        call = delivery_of(delivery.letter, Wanted(Channel.CALL, delivery.to_user, delivery.to_party, unit), at)
        Delivery.objects.bulk_create([call], ignore_conflicts=True)


def _mine(delivery: Delivery, *states: str) -> QuerySet[Delivery]:
    return Delivery.objects.filter(pk=delivery.pk, token=delivery.token, state__in=states)
