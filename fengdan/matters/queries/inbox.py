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
# told to whoever no longer reaches the matter: the letter is there, the people's names are not
OUT_OF_REACH = ("taken_back",)


@dataclass(frozen=True)
class LetterShown:
    """One line: what happened to which matter. `who` is empty for a matter that was taken from whoever reads it."""

    id: int
    at: datetime
    text: str
    code: str
    who: str


def inbox(actor: Actor) -> list[LetterShown]:
    """The newest letters that still wait for this actor. Four queries, more where their texts ask for more."""
    letters = _newest(actor).ask()
    codes = dict(_codes.ask(matters=[letter.matter_id for letter in letters])) if letters else {}
    who = titles({letter.matter_id for letter in letters if letter.template not in OUT_OF_REACH})
    texts = texts_of(letters)
    return [
        LetterShown(
            letter.pk,
            letter.written_at,
            texts[letter.pk],
            codes[letter.matter_id],
            "" if letter.template in OUT_OF_REACH else who[letter.matter_id],
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
    seen = Q(matter_id__in=reach(actor).values("pk")) | Q(template__in=OUT_OF_REACH)
    return Letter.objects.filter(mine, true, seen, read_at=None)


@lru_cache(maxsize=KEPT)
def _newest(actor: Actor) -> Prepared[Letter]:
    return Prepared(lambda: waiting(actor).order_by("-written_at", "-id")[:SHOWN])


_codes = Prepared(lambda: Matter.objects.filter(pk__in=SlotList("matters")).values_list("pk", "code"))


def _by_stages() -> dict[frozenset[Stage], list[str]]:
    found: dict[frozenset[Stage], list[str]] = {}
    for template, notice in NOTICES.items():
        found.setdefault(notice.stages, []).append(template)
    return found
