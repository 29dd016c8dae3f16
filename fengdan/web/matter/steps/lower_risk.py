from typing import Any

from fengdan.matters.actions.lower_risk import lower_risk
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Choice, Text

YES, NO = "yes", "no"


class LowerRisk(StepForm):
    decision = Choice("您的决定", [(YES, "同意降低"), (NO, "不同意，等级不变")], radio=True)
    comment = Text("理由", 300, required=False, hint="不同意的必须写。")

    def prepare(self, page: MatterPage) -> None:
        if asked := page.people.lowering:
            self.intro = f"{asked.who}申请从{asked.was}降到{asked.becomes}：{asked.reason}"

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        return lower_risk(matter, approved=said["decision"] == YES, comment=said["comment"], **common)
