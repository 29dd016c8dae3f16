from typing import Any

from fengdan.matters.actions.give_back import give_back
from fengdan.matters.models import Assignment, Matter
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Choice, Text


class GiveBack(StepForm):
    intro = "一个团队对一件事项只能退一次单，退单后回到中心重新派单。"

    code = Choice("退单原因", Assignment.ReturnCode.choices, radio=True)
    reason = Text("具体情况和依据", 200)

    def take(self, matter: Matter, **common: Any) -> Matter:
        return give_back(matter, code=self.cleaned_data["code"], reason=self.cleaned_data["reason"], **common)
