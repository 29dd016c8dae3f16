"""登记关系: what is known of a mediator's ties, entered by whoever keeps the pool."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from fengdan.journal import write as journal
from fengdan.people.models import User
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.ties import OF_A_PERSON, TieKind, key_of
from fengdan.teams.appointing import keeper, serving
from fengdan.teams.models import Tie
from fengdan.teams.terms import COUNTS
from fengdan.teams.ties import mark
from fengdan.vault import blind


@dataclass(frozen=True)
class Tied:
    """A tie as it is typed. `phone` comes checked, and only for a person."""

    kind: TieKind
    value: str
    phone: str
    since: date
    until: date | None


def enter_tie(code: str, tied: Tied, *, actor: Actor, at: datetime) -> Tie:
    """Enter a tie of a mediator (code); sent twice it is the same. Raises Refused."""
    keeper(actor)
    today = at.astimezone(ZONE).date()
    _check(tied, today)
    with transaction.atomic():
        mediator = serving(code, today)
        index = mark(tied.kind, key_of(tied.kind, tied.value))
        known = Tie.objects.filter(COUNTS, mediator=mediator, kind=tied.kind, value_index=index, since=tied.since)
        if row := known.first():
            return row
        row = Tie.objects.create(
            mediator=mediator,
            kind=tied.kind,
            value=tied.value,
            value_index=index,
            phone=tied.phone,
            phone_index=blind.index("phone", tied.phone),
            since=tied.since,
            until=tied.until,
            set_by=User.objects.get(pk=int(actor.id)),
            set_at=at,
        )
        journal.enter(act="tie", actor_id=actor.id, at=at, subject=code, facts={"row": row.pk})
    return row


def _check(tied: Tied, today: date) -> None:
    if tied.since > today:
        raise Refused("“从哪天起”还没有到，请核对。", "since")
    if tied.until is not None and tied.until < tied.since:
        raise Refused("“到哪天为止”早于“从哪天起”，请核对。", "until")
    if tied.phone and tied.kind not in OF_A_PERSON:
        raise Refused("住处和单位不用填电话，请删去。", "phone")
    if not key_of(tied.kind, tied.value):
        ask = "乡镇、村和几社（组），如：巩昌镇东街村三社" if tied.kind is TieKind.LIVES_IN else "全名"
        raise Refused(f"“是谁、是哪里”写得不够，没法核对，请写明{ask}。", "value")
