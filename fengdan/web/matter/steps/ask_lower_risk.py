from typing import Any

from fengdan.matters.actions.ask_lower_risk import ask_lower_risk
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.rulebook.sources import RISK_LABELS, above
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Choice, Text


class AskLowerRisk(StepForm):
    intro = "降低风险要两个人：您申请，另一位值班领导或者主任决定。决定以前等级不变。"

    risk = Choice("降低到", radio=True)
    reason = Text("为什么可以降低", 300)

    def prepare(self, page: MatterPage) -> None:
        lower = [(risk.value, label) for risk, label in RISK_LABELS.items() if above(page.facts.risk, risk)]
        self.offer("risk", lower)

    def take(self, matter: Matter, **common: Any) -> Matter:
        return ask_lower_risk(matter, risk=self.cleaned_data["risk"], reason=self.cleaned_data["reason"], **common)
