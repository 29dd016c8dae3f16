from typing import Any

from fengdan.matters.actions.accept import accept
from fengdan.matters.models import Matter
from fengdan.web.matter.steps.base import StepForm


class Accept(StepForm):
    intro = "受理后调解期限开始计算，派单员会收到通知。"

    def take(self, matter: Matter, **common: Any) -> Matter:
        return accept(matter, **common)
