"""The letters waiting for an actor's hats, told from the matters they are about."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import Exists, OuterRef, Q, QuerySet

from fengdan.database.prepared import Prepared, SlotList
from fengdan.matters.letter_texts import texts_of
from fengdan.matters.models import Matter
from fengdan.matters.queries.reach import KEPT, reach
from fengdan.matters.queries.rows import titles
from fengdan.outbox.models import Letter
from fengdan.rulebook.actor import LIAISONS, Actor
from fengdan.rulebook.news import NOTICES
from fengdan.rulebook.rungs import LIAISON
from fengdan.rulebook.stages import Stage

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
    """The newest letters that still wait for this actor. Four queries, more where their texts ask for more."""
    letters = _newest(actor).ask()
    codes = dict(_codes(actor).ask(matters=[letter.matter_id for letter in letters])) if letters else {}
    who = titles(codes) if codes else {}
    texts = texts_of(letters)
    return [
        LetterShown(
            letter.pk,
            letter.written_at,
            texts[letter.pk],
            codes[letter.matter_id],
            who[letter.matter_id],
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
        mine |= Q(to_role__in=[role, LIAISON] if role in LIAISONS else [role], to_unit=unit)
    for stages, templates in _by_stages().items():
        there = Matter.objects.filter(pk=OuterRef("matter_id"), stage__in=stages)
        true |= Q(Exists(there), template__in=templates)
    return Letter.objects.filter(mine, true, matter_id__in=reach(actor).values("pk"), read_at=None)


@lru_cache(maxsize=KEPT)
def _newest(actor: Actor) -> Prepared[Letter]:
    return Prepared(lambda: waiting(actor).order_by("-written_at", "-id")[:SHOWN])


@lru_cache(maxsize=KEPT)
def _codes(actor: Actor) -> Prepared[tuple[int, str]]:
    return Prepared(lambda: reach(actor).filter(pk__in=SlotList("matters")).values_list("pk", "code"))


def _by_stages() -> dict[frozenset[Stage], list[str]]:
    found: dict[frozenset[Stage], list[str]] = {}
    for template, notice in NOTICES.items():
        found.setdefault(notice.stages, []).append(template)
    return found
