"""The teams a matter may go to, best first, each with its reasons."""

from datetime import date

from django.db.models import Count

from fengdan.database.prepared import Prepared
from fengdan.matters.models import Matter
from fengdan.rulebook.assigning import Fit, fit
from fengdan.rulebook.facts import MatterFacts
from fengdan.rulebook.stages import Stage
from fengdan.teams.queries import team_facts

BUSY = [Stage.ASSIGNED, Stage.TAKEN, Stage.UNDERWAY]

_busy = Matter.objects.filter(unit__isnull=False, stage__in=BUSY).order_by()
_held = Prepared(lambda: _busy.values_list("unit_id").annotate(Count("id")))


def candidates(matter: Matter, facts: MatterFacts, day: date) -> list[Fit]:
    """All teams judged for this matter, in two queries; those that may not be asked come last, with the refusal."""
    fits = [fit(team, matter.matter_type_id, facts) for team in team_facts(day, dict(_held.ask()))]
    return sorted(fits, key=lambda each: (each.refusal is not None, each.rank))
