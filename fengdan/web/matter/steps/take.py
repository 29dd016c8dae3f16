from typing import Any

from fengdan.matters.actions.take import take
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.rulebook.calendars import ZONE
from fengdan.teams.queries import eligible_mediators
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Choice, Tick


class Take(StepForm):
    mediator = Choice("由谁承办", radio=True)
    no_conflict = Tick("已确认：承办调解员与双方都没有需要回避的关系", required=True)

    def prepare(self, page: MatterPage) -> None:
        if not page.facts.with_team:
            self.drop("mediator", "no_conflict")
            return
        able = eligible_mediators(page.facts.unit, self.at.astimezone(ZONE).date())
        self.offer("mediator", [(row.pk, row.name) for row in able])

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        chosen = {"mediator": said["mediator"], "no_conflict": said["no_conflict"]} if "mediator" in said else {}
        return take(matter, **chosen, **common)
