"""The round that brings letters out: idempotent, killable at any instant, safe twice at once.

Sending happens outside any transaction, between a claim and a mark. Whoever dies in between leaves a claim that runs
out; then nobody knows whether it went out, until the gateway or a person says so (docs/decisions/delivery.md).
"""

import logging
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Min

from fengdan.gateways.port import Answer, Gateway, Message, Outcome
from fengdan.outbox.claims import Channel, State, cancel, claim, give_up, mark
from fengdan.outbox.models import RESTORED, Delivery, Letter
from fengdan.outbox.plan import Plan, plan_letters

ROUND = 200  # how many are sent before the round ends and the next begins
IN_A_ROW = 3  # a gateway that fails so often is left alone for this round

log = logging.getLogger(__name__)


@dataclass(frozen=True, repr=False)
class Told:
    """What goes out: read at this moment and kept nowhere."""

    address: str
    subject: str
    text: str


Compose = Callable[[Delivery, datetime], Told | None]


@dataclass
class Delivered:
    """How many letters were planned, and how many deliveries had each outcome."""

    planned: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)


def deliver(at: datetime, *, plan: Plan, compose: Compose, gateways: Mapping[str, Gateway]) -> Delivered:
    """One round as of `at`. `compose` says what to send, None when there is no address to send it to."""
    done = Delivered(planned=plan_letters(at, plan))
    _put_away(at)
    Delivery.objects.filter(state=State.SENDING, claimed_until__lte=at).update(state=State.UNKNOWN, problem="died")
    _ask(at, gateways)
    open_ways = {channel for channel in gateways if channel in {Channel.SMS, Channel.MAIL}}
    failed: Counter[str] = Counter()
    for _ in range(ROUND):
        delivery = claim(at, open_ways)
        if delivery is None:
            break
        outcome = _send(delivery, compose, gateways[delivery.channel], at)
        done.outcomes[outcome] += 1
        failed[delivery.channel] = failed[delivery.channel] + 1 if outcome == Outcome.LATER else 0
        if failed[delivery.channel] >= IN_A_ROW:
            open_ways.discard(delivery.channel)
    return done


def oldest_waiting() -> datetime | None:
    """Since when the oldest letter waits that a machine should have brought out, or None."""
    unplanned = Letter.objects.filter(planned_at=None, read_at=None).aggregate(oldest=Min("written_at"))["oldest"]
    waits = Delivery.objects.filter(state=State.WAITING, channel__in=[Channel.SMS, Channel.MAIL])
    waiting = waits.aggregate(oldest=Min("made_at"))["oldest"]
    under_way = Delivery.objects.filter(state__in=[State.SENDING, State.UNKNOWN]).aggregate(oldest=Min("made_at"))
    return min(filter(None, (unplanned, waiting, under_way["oldest"])), default=None)


def _put_away(at: datetime) -> None:
    """What is no news any more goes nowhere, and nobody has to call about it."""
    read = Letter.objects.filter(read_at__isnull=False)
    Delivery.objects.filter(state=State.WAITING, letter__in=read).update(state=State.CANCELLED, ended_at=at)


def _ask(at: datetime, gateways: Mapping[str, Gateway]) -> None:
    """Ask the gateways about those nobody knows the end of. Not known there: it waits again, unless
    it came out of a backup: then it may have gone out from a machine whose gateway knew it.
    """
    for delivery in Delivery.objects.filter(state=State.UNKNOWN, channel__in=gateways).order_by("id"):
        here = Delivery.objects.filter(pk=delivery.pk, state=State.UNKNOWN, token=delivery.token)
        match gateways[delivery.channel].ask(delivery.out_id):
            case Answer.KNOWN:
                here.update(state=State.SENT, ended_at=at, problem="")
            case Answer.NOT_KNOWN:
                here.exclude(problem=RESTORED).update(state=State.WAITING, token="", claimed_until=None, next_try_at=at)
            case Answer.CANNOT_TELL:
                pass


def _send(delivery: Delivery, compose: Compose, gateway: Gateway, at: datetime) -> str:
    """Send what was claimed, and mark it. What goes wrong is told by its kind alone: it may hold what was written."""
    if not Letter.objects.filter(pk=delivery.letter_id, read_at=None).exists():
        cancel(delivery, at)
        return State.CANCELLED
    try:
        told = compose(delivery, at)
    except Exception as no:  # noqa: BLE001
        log.error("delivery %s: %s", delivery.out_id, type(no).__name__)  # noqa: TRY400
        mark(delivery, Outcome.LATER, at)
        return Outcome.LATER
    if told is None or not gateway.configured:
        give_up(delivery, at, "no_address" if told is None else "no_gateway")
        return Outcome.REFUSED
    try:
        outcome = gateway.send(Message(delivery.out_id, told.address, told.subject, told.text))
    except Exception as no:  # noqa: BLE001
        log.error("delivery %s: %s", delivery.out_id, type(no).__name__)  # noqa: TRY400
        outcome = Outcome.UNKNOWN
    mark(delivery, outcome, at)
    return outcome
