from typing import Any

from fengdan.matters.actions.recall import recall
from fengdan.matters.models import Matter
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Text


class Recall(StepForm):
    intro = "撤回后事项回到中心，可以重新派单。"

    reason = Text("撤回理由", 200)

    def take(self, matter: Matter, **common: Any) -> Matter:
        return recall(matter, reason=self.cleaned_data["reason"], **common)
