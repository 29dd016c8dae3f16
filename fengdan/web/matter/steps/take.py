from typing import Any

from fengdan.matters.actions.take import take
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.rulebook.calendars import ZONE
from fengdan.teams.queries import eligible_mediators
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Choice, Several, Tick

OF_A_TEAM = ("mediator", "assistants", "no_conflict")


class Take(StepForm):
    mediator = Choice("由谁承办", radio=True)
    assistants = Several("共同承办", required=False, hint="可以不选；勾选的人和承办人一起调解。")
    no_conflict = Tick("已确认：承办的人与双方都没有需要回避的关系", required=True)

    def prepare(self, page: MatterPage) -> None:
        if not page.facts.with_team:
            self.drop(*OF_A_TEAM)
            return
        able = eligible_mediators(page.facts.unit, self.at.astimezone(ZONE).date())
        choices = [(row.pk, row.name) for row in able]
        self.offer("mediator", choices)
        self.offer("assistants", choices)

    def take(self, matter: Matter, **common: Any) -> Matter:
        chosen = {name: self.cleaned_data[name] for name in OF_A_TEAM if name in self.cleaned_data}
        return take(matter, **chosen, **common)
