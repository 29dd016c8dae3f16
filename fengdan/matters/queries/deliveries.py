"""What becomes of letters outside the inbox: counts, and those a person has to look at. Recipients are masked."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from fengdan.matters.models import Matter, Party
from fengdan.outbox.models import RESTORED, Delivery
from fengdan.people.models import User
from fengdan.vault import mask

SHOWN = 50
State = Delivery.State
LOOKED_AT = (State.WAITING, State.SENDING, State.UNKNOWN, State.FAILED)
PROBLEMS = {
    "died": "发送时程序中断",
    "no_answer": "对方收下后没有答复",
    "not_now": "对方暂时不收，多次重试",
    "refused": "对方拒收",
    "no_address": "没有可用的号码或地址",
    "no_gateway": "没有配置发送通道",
    RESTORED: "从备份恢复，可能已经发出",
}


@dataclass(frozen=True)
class DeliveryShown:
    """One line. `to` is masked; `code` is empty for whoever may not see the matter."""

    id: int
    at: datetime
    state: str
    state_label: str
    way: str
    to: str
    code: str
    problem: str
    attempts: int
    next_try_at: datetime


def count_deliveries() -> dict[str, dict[str, int]]:
    """Way → state → how many wait, are unknown or failed. One query."""
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    counted = Delivery.objects.filter(_open()).values_list("channel", "state").annotate(number=Count("pk"))
    for channel, state, number in counted.order_by("channel", "state"):
        found[Delivery.Channel(channel).label][State(state).label] = number
    return dict(found)


def to_look_at() -> list[DeliveryShown]:
    """Unknown ones first, then failed, then what waits for a machine. Four queries."""
    shown: list[Delivery] = []
    for state in (State.UNKNOWN, State.FAILED, State.SENDING, State.WAITING):
        by_machine = Delivery.objects.filter(state=state).exclude(channel__in=Delivery.BY_HAND)
        shown += by_machine.select_related("letter").order_by("-id")[:SHOWN]
    codes = dict(Matter.objects.filter(pk__in=[row.letter.matter_id for row in shown]).values_list("pk", "code"))
    to = _recipients(shown)
    return [
        DeliveryShown(
            id=row.pk,
            at=row.made_at,
            state=row.state,
            state_label=State(row.state).label,
            way=Delivery.Channel(row.channel).label,
            to=to[row.to_user, row.to_party],
            code=codes.get(row.letter.matter_id, ""),
            problem=PROBLEMS.get(row.problem, ""),
            attempts=row.attempts,
            next_try_at=row.next_try_at,
        )
        for row in shown
    ]


def in_doubt() -> QuerySet[Delivery]:
    """Those a person may decide about."""
    return Delivery.objects.filter(state__in=[State.UNKNOWN, State.FAILED])


def _open() -> Q:
    return Q(state__in=LOOKED_AT)


def _recipients(rows: list[Delivery]) -> dict[tuple[int | None, int | None], str]:
    parties = Party.objects.filter(pk__in=[row.to_party for row in rows if row.to_party])
    staff = User.objects.filter(pk__in=[row.to_user for row in rows if row.to_user])
    found: dict[tuple[int | None, int | None], str] = {
        (None, party.pk): f"当事人 {mask.phone(party.phone) or '无号码'}" for party in parties
    }
    return found | {(user.pk, None): user.name for user in staff}
