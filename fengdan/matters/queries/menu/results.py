"""办多少件、成多少件: a count with its denominator, and no rate, however many there are (features.md (c)4).

A matter counts once, for its mediator of record, by how it ended last: one that is open again counts for nobody.
Numbers only, of all matters alike: nothing here says which ones they are.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q

from fengdan.matters.models import Matter
from fengdan.rulebook.conclusions import SETTLED
from fengdan.rulebook.menu import DONE
from fengdan.rulebook.stages import CLOSED


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


def _counted(whose: str, codes: Collection[str]) -> dict[str, Result]:
    over = Matter.objects.filter(**{f"{whose}__in": codes}, stage__in=CLOSED, conclusion__in=DONE)
    settled = Count("pk", filter=Q(conclusion__in=SETTLED))
    rows = over.order_by().values_list(whose).annotate(done=Count("pk"), settled=settled)
    return {code: Result(*counted) for code, *counted in rows}
