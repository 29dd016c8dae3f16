"""等级, 培训, 作废: what a mediator was graded and taught (人民调解法 Art. 14), and what was entered by mistake."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from fengdan.journal import write as journal
from fengdan.people.models import User
from fengdan.rulebook import pool
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Refused
from fengdan.teams.appointing import keeper, serving
from fengdan.teams.models import Appointment, Grade, Tie, Training
from fengdan.teams.terms import COUNTS

KINDS: dict[str, type[Appointment | Grade | Tie | Training]] = {
    "appointment": Appointment,
    "grade": Grade,
    "tie": Tie,
    "training": Training,
}


@dataclass(frozen=True)
class Graded:
    """A grade as it is typed; `expires_on` is the last day it counts."""

    grade: pool.Grade
    issuer: str
    issued_on: date
    expires_on: date


@dataclass(frozen=True)
class Taught:
    """Hours of training as they are typed."""

    held_on: date
    topic: str
    hours: int
    held_by: str


def set_grade(code: str, graded: Graded, *, actor: Actor, at: datetime) -> Grade:
    """The latest grade issued counts; sent twice it is the same. Raises Refused."""
    keeper(actor)
    today = at.astimezone(ZONE).date()
    if graded.issued_on > today:
        raise Refused("“发证日期”还没有到，请核对。", "issued_on")
    if graded.expires_on < graded.issued_on:
        raise Refused("“有效期到哪天”早于发证日期，请核对。", "expires_on")
    with transaction.atomic():
        mediator = serving(code, today)
        known = Grade.objects.filter(COUNTS, mediator=mediator, issued_on=graded.issued_on).first()
        if known is not None:
            if (known.grade, known.issuer, known.expires_on) == (graded.grade, graded.issuer, graded.expires_on):
                return known
            raise Refused(
                f"{graded.issued_on} 发的证已登记为“{known.get_grade_display()}”，请核对发证日期。", "issued_on"
            )
        row = Grade.objects.create(
            mediator=mediator,
            grade=graded.grade,
            issuer=graded.issuer,
            issued_on=graded.issued_on,
            expires_on=graded.expires_on,
            set_by=User.objects.get(pk=int(actor.id)),
            set_at=at,
        )
        facts = {"row": row.pk, "grade": row.grade, "issued_on": str(row.issued_on), "expires_on": str(row.expires_on)}
        journal.enter(act="grade", actor_id=actor.id, at=at, subject=code, facts=facts)
    return row


def train(code: str, taught: Taught, *, actor: Actor, at: datetime) -> Training:
    """Enter hours of training; sent twice it is the same. Raises Refused."""
    keeper(actor)
    today = at.astimezone(ZONE).date()
    if taught.held_on > today:
        raise Refused("“培训日期”还没有到，培训结束后再登记。", "held_on")
    with transaction.atomic():
        mediator = serving(code, today)
        known = Training.objects.filter(COUNTS, mediator=mediator, held_on=taught.held_on, topic=taught.topic).first()
        if known is not None:
            if (known.hours, known.held_by) == (taught.hours, taught.held_by):
                return known
            raise Refused(f"这一天的“{taught.topic}”已登记 {known.hours} 学时，请核对日期和内容。", "topic")
        row = Training.objects.create(
            mediator=mediator,
            held_on=taught.held_on,
            topic=taught.topic,
            hours=taught.hours,
            held_by=taught.held_by,
            set_by=User.objects.get(pk=int(actor.id)),
            set_at=at,
        )
        facts = {"row": row.pk, "hours": row.hours, "held_on": str(row.held_on)}
        journal.enter(act="training", actor_id=actor.id, at=at, subject=code, facts=facts)
    return row


def strike(code: str, kind: str, row: int, *, actor: Actor, at: datetime) -> None:
    """作废: what was entered by mistake stays, and counts no more. Doing it twice is the same. Raises Refused."""
    keeper(actor)
    with transaction.atomic():
        serving(code, at.astimezone(ZONE).date())
        held = KINDS[kind].objects.filter(mediator=code, pk=row).first()
        if held is None:
            raise Refused("没有这条记录，请刷新页面。")
        if held.struck_at is None:
            held.struck_at, held.struck_by = at, User.objects.get(pk=int(actor.id))
            held.save(update_fields=["struck_at", "struck_by"])
            journal.enter(act="struck", actor_id=actor.id, at=at, subject=code, facts={"kind": kind, "row": row})
