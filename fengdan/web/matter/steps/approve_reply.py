from typing import Any

from fengdan.matters.actions.approve_reply import approve_and_conclude, approve_reply
from fengdan.matters.models import Matter
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Text, Tick


class ApproveReply(StepForm):
    intro = "答复说清楚了结果和依据，就可以通过；没有说清楚，请用“退回补充”。"
    template = "matter/judge_reply.html"

    comment = Text("审核意见", 400, required=False)
    conclude_now = Tick("同时办结（责任单位已办理答复）", initial=True)

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        act = approve_and_conclude if said["conclude_now"] else approve_reply
        return act(matter, comment=said["comment"], **common)
