"""办多少件、成多少件: a count with its denominator, and no rate, however many there are (features.md (c)4).

A matter counts once, for its mediator of record, by how it ended last: one that is open again counts for nobody.
Numbers only, of all matters alike: nothing here says which ones they are.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from fengdan.matters.models import Matter
from fengdan.matters.queries.reach import reach
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.conclusions import SETTLED
from fengdan.rulebook.menu import DONE
from fengdan.rulebook.stages import CLOSED
from fengdan.teams.models import Mediator

KEY = re.compile(r"card\.(?P<code>[a-z0-9]{1,10})(?P<settled>\.settled)?")
OVER = Q(stage__in=CLOSED)


@dataclass(frozen=True)
class Result:
    """So many brought to an end, so many of them settled."""

    done: int = 0
    settled: int = 0


NONE = Result()


def of_mediators(codes: Collection[str]) -> dict[str, Result]:
    """Mediator code → result; who has none is not in it. One query."""
    return _counted("mediator", codes)


def of_teams(codes: Collection[str]) -> dict[str, Result]:
    """The same of teams: what was assigned to them, whoever of them mediated. One query."""
    return _counted("unit", codes)


def of_card(actor: Actor, key: str) -> tuple[str, QuerySet[Matter]] | None:
    """The matters a number of a card counts, as far as this actor may see them; None for what is no key of one.

    `card.m1602` are those done, `card.m1602.settled` those settled.
    """
    match = KEY.fullmatch(key)
    mediator = Mediator.objects.filter(pk=match["code"]).first() if match else None
    if match is None or mediator is None:
        return None
    settled = match["settled"]
    found = reach(actor).filter(OVER, mediator=mediator, conclusion__in=SETTLED if settled else DONE)
    return f"{mediator.name}主办、{'调解成功的' if settled else '已经办结的'}", found.order_by("-id")


def _counted(whose: str, codes: Collection[str]) -> dict[str, Result]:
    over = Matter.objects.filter(OVER, **{f"{whose}__in": codes}, conclusion__in=DONE)
    settled = Count("pk", filter=Q(conclusion__in=SETTLED))
    rows = over.order_by().values_list(whose).annotate(done=Count("pk"), settled=settled)
    return {code: Result(*counted) for code, *counted in rows}
