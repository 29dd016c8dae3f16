"""The letters waiting for an actor's hats, told from the matters they are about."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from fengdan.matters.queries.reach import reach
from fengdan.matters.queries.rows import titles
from fengdan.outbox.models import Letter
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.notices import TEXTS
from fengdan.rulebook.stages import STEPS

SHOWN = 20


@dataclass(frozen=True)
class LetterShown:
    """One line: what happened to which matter."""

    id: int
    at: datetime
    text: str
    code: str
    who: str


def inbox(actor: Actor) -> list[LetterShown]:
    """The newest letters that still wait for this actor. Three queries."""
    letters = list(waiting(actor).order_by("-written_at", "-id")[:SHOWN])
    codes = dict(reach(actor).filter(pk__in=[letter.matter_id for letter in letters]).values_list("pk", "code"))
    who = titles(codes)
    return [
        LetterShown(
            letter.pk, letter.written_at, TEXTS[letter.template], codes[letter.matter_id], who[letter.matter_id]
        )
        for letter in letters
    ]


def mark_read(actor: Actor, ids: list[int], at: datetime) -> int:
    """Put these letters away for the hats the actor wears. Returns how many were still unread."""
    return waiting(actor).filter(pk__in=ids).update(read_at=at)


def waiting(actor: Actor) -> QuerySet[Letter]:
    """Unread letters to these hats about matters in reach that still are where the letter says."""
    mine, true = Q(pk__in=[]), Q(pk__in=[])
    for role, unit in sorted(actor.units):
        mine |= Q(to_role=role, to_unit=unit)
    for template in TEXTS:
        there = reach(actor).filter(stage=STEPS[template].after)
        true |= Q(template=template, matter_id__in=there.values("pk"))
    return Letter.objects.filter(mine, true, read_at=None)
