from typing import Any

from fengdan.matters.actions.raise_risk import raise_risk
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.rulebook.sources import RISK_LABELS, above
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Choice, Text


class RaiseRisk(StepForm):
    intro = "保存后马上生效；以后要降低，由一人申请、另一人决定。有人身危险的，请用“紧急情况报告”。"

    risk = Choice("提高到", radio=True)
    reason = Text("为什么提高", 300)

    def prepare(self, page: MatterPage) -> None:
        higher = [(risk.value, label) for risk, label in RISK_LABELS.items() if above(risk, page.facts.risk)]
        self.offer("risk", higher)

    def take(self, matter: Matter, **common: Any) -> Matter:
        return raise_risk(matter, risk=self.cleaned_data["risk"], reason=self.cleaned_data["reason"], **common)
