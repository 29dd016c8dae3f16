from typing import Any

from fengdan.matters.actions.send_back_reply import send_back_reply
from fengdan.matters.models import Matter
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Text


class SendBackReply(StepForm):
    intro = "责任单位会收到通知，按要求补充后再答复。"
    template = "matter/judge_reply.html"

    comment = Text("要补充什么", 400)

    def take(self, matter: Matter, **common: Any) -> Matter:
        return send_back_reply(matter, comment=self.cleaned_data["comment"], **common)
