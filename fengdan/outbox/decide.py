"""What people do about deliveries: tell somebody by telephone or in person, and decide where nobody knows."""

from datetime import datetime

from django.db import transaction

from fengdan.journal.write import enter
from fengdan.outbox.claims import Channel, State
from fengdan.outbox.models import Delivery
from fengdan.rulebook.errors import Refused

GONE = "这一条刚刚已由他人处理，请刷新页面查看。"
DECISIONS = {"sent": "已发出，不用再发", "again": "再发一次"}


@transaction.atomic
def told_by_hand(delivery: Delivery, *, words: str, actor_id: str, at: datetime) -> None:
    """已告知. Raises Refused when somebody else was first or it is no news any more."""
    waits = Delivery.objects.filter(pk=delivery.pk, state=State.WAITING, channel__in=Delivery.BY_HAND)
    waits = waits.filter(letter__read_at=None)
    if not waits.update(state=State.DONE, ended_at=at, ended_by=int(actor_id), words=words):
        raise Refused(GONE)
    enter(act="delivery_told", actor_id=actor_id, at=at, subject=delivery.out_id, facts={"channel": delivery.channel})


@transaction.atomic
def decide(delivery: Delivery, decision: str, *, actor_id: str, at: datetime) -> None:
    """A person's word on one that is unknown, or a new try of one that failed. Raises Refused."""
    here = Delivery.objects.filter(pk=delivery.pk, state__in=[State.UNKNOWN, State.FAILED])
    if decision == "sent":
        changed = here.filter(state=State.UNKNOWN).update(state=State.SENT, ended_at=at, ended_by=int(actor_id))
    elif decision == "again":
        fresh = {"token": "", "claimed_until": None, "attempts": 0, "next_try_at": at, "ended_at": None, "problem": ""}
        changed = here.update(state=State.WAITING, **fresh)
        Delivery.objects.filter(
            letter=delivery.letter_id,
            channel=Channel.CALL,
            state=State.WAITING,
            to_user=delivery.to_user,
            to_party=delivery.to_party,
        ).update(state=State.CANCELLED, ended_at=at)
    else:
        raise Refused("请选择处理办法。")
    if not changed:
        raise Refused(GONE)
    enter(act="delivery_decided", actor_id=actor_id, at=at, subject=delivery.out_id, facts={"decision": decision})
