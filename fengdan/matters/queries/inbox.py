"""The letters waiting for an actor's hats, told from the matters they are about."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from fengdan.matters.queries.reach import reach
from fengdan.matters.queries.rows import titles
from fengdan.outbox.models import Letter
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.notices import TEXTS

SHOWN = 20


@dataclass(frozen=True)
class Notice:
    """One line: what happened to which matter."""

    id: int
    at: datetime
    text: str
    code: str
    who: str


def inbox(actor: Actor) -> list[Notice]:
    """The newest unread letters, those about matters in reach only. Three queries."""
    letters = list(unread(actor).order_by("-written_at", "-id")[:SHOWN])
    codes = dict(reach(actor).filter(pk__in=[letter.matter_id for letter in letters]).values_list("pk", "code"))
    who = titles(codes)
    return [
        Notice(letter.pk, letter.written_at, TEXTS[letter.template], codes[letter.matter_id], who[letter.matter_id])
        for letter in letters
        if letter.matter_id in codes
    ]


def mark_read(actor: Actor, ids: list[int], at: datetime) -> int:
    """Put these letters away for the hats the actor wears. Returns how many were still unread."""
    return unread(actor).filter(pk__in=ids).update(read_at=at)


def unread(actor: Actor) -> QuerySet[Letter]:
    """Letters nobody wearing these hats has put away."""
    mine = Q(pk__in=[])
    for role, unit in sorted(actor.units):
        mine |= Q(to_role=role, to_unit=unit)
    return Letter.objects.filter(mine, read_at=None)
