from typing import Any

from fengdan.matters.actions.void_agreement import void_agreement
from fengdan.matters.models import Matter
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Text


class VoidAgreement(StepForm):
    intro = "作废的协议编号不再使用，原文保留可查；重新定稿会用新的编号，所有签字要重新签。"

    reason = Text("作废理由", 200)

    def take(self, matter: Matter, **common: Any) -> Matter:
        return void_agreement(matter, reason=self.cleaned_data["reason"], **common)
