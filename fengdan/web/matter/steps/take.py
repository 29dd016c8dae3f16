from typing import Any

from fengdan.matters.actions.take import take
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.rulebook.calendars import ZONE
from fengdan.teams.queries import eligible_mediators
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Choice, Tick


class Take(StepForm):
    mediator = Choice("由谁承办", radio=True, hint="只列出能在协议上签字的本团队调解员。")
    no_conflict = Tick("承办调解员与双方没有亲属、同事、邻里等需要回避的关系", required=True)

    def prepare(self, page: MatterPage) -> None:
        able = eligible_mediators(page.facts.unit, self.at.astimezone(ZONE).date())
        self.offer("mediator", [(mediator.code, mediator.name) for mediator in able])

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        return take(matter, mediator=said["mediator"], no_conflict=said["no_conflict"], **common)
