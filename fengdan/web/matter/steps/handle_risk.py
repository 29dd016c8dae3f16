from typing import Any

from fengdan.matters.actions.handle_risk import handle_risk
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.rulebook.sources import Risk
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import PastMoment, Story


class HandleRisk(StepForm):
    intro = "记下对风险做了什么、现在怎么样。红色风险每个工作日报告一次，直到降低等级或办结。"

    handled_at = PastMoment("什么时候处置的")
    words = Story("做了什么", 1000, rows=4, hint="如：已劝散，派出所在场，安排专人陪同。")

    def prepare(self, page: MatterPage) -> None:
        self.fields["handled_at"].initial = self.at
        if page.facts.risk != Risk.RED:
            self.intro = "记下对风险做了什么、现在怎么样。"

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        return handle_risk(matter, words=said["words"], handled_at=said["handled_at"], **common)
