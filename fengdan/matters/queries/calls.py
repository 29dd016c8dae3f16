"""Whom somebody at this desk has to tell by telephone or in person."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import QuerySet

from fengdan.database.prepared import Prepared
from fengdan.matters.letter_texts import texts_of
from fengdan.matters.models import Matter, Party
from fengdan.matters.queries.reach import KEPT, reach
from fengdan.matters.queries.rows import titles
from fengdan.outbox.models import Delivery
from fengdan.people.models import User
from fengdan.rulebook.actor import LIAISONS, Actor, Role

SHOWN = 20
CALLERS = (Role.CLERK, Role.DUTY, Role.LEADER, Role.MEDIATOR, *LIAISONS)


@dataclass(frozen=True)
class Call:
    """One line: whom to tell (`name`), about which matter, what. `party`: no member of staff."""

    id: int
    at: datetime
    how: str
    name: str
    party: bool
    text: str
    code: str
    who: str


def waiting_calls(actor: Actor) -> QuerySet[Delivery]:
    """What waits for these hats, about matters in reach."""
    return Delivery.objects.filter(
        state=Delivery.State.WAITING,
        channel__in=Delivery.BY_HAND,
        unit__in=actor.units_as(*CALLERS),
        letter__read_at=None,
        letter__matter_id__in=reach(actor).values("pk"),
    )


def _waiting(actor: Actor) -> QuerySet[Delivery]:
    return waiting_calls(actor).select_related("letter").order_by("id")


@lru_cache(maxsize=KEPT)
def _longest_waiting(actor: Actor) -> Prepared[Delivery]:
    return Prepared(lambda: _waiting(actor)[:SHOWN])


def calls(actor: Actor, *, only: int | None = None) -> list[Call]:
    """The longest waiting, or just this one. One query while there are none, six otherwise."""
    if not actor.has(*CALLERS):
        return []
    tasks = list(_waiting(actor).filter(pk=only)) if only else _longest_waiting(actor).ask()
    if not tasks:
        return []
    matters = {task.letter.matter_id for task in tasks}
    codes = dict(Matter.objects.filter(pk__in=matters).values_list("pk", "code"))
    who, texts = titles(matters), texts_of({task.letter_id: task.letter for task in tasks}.values())
    parties = dict(
        Party.objects.filter(pk__in=[task.to_party for task in tasks if task.to_party]).values_list("pk", "name")
    )
    staff = dict(User.objects.filter(pk__in=[task.to_user for task in tasks if task.to_user]).values_list("pk", "name"))
    return [
        Call(
            id=task.pk,
            at=task.made_at,
            how=Delivery.Channel(task.channel).label,
            name=parties[task.to_party] if task.to_party else staff[task.to_user or 0],
            party=task.to_party is not None,
            text=texts[task.letter_id],
            code=codes[task.letter.matter_id],
            who=who[task.letter.matter_id],
        )
        for task in tasks
    ]
