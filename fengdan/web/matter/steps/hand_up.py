from typing import Any

from fengdan.matters.actions.hand_up import hand_up
from fengdan.matters.models import HandUp as Row
from fengdan.matters.models import Matter
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Choice, Story


class HandUp(StepForm):
    intro = "村（社区）上交到乡镇，乡镇上交到县综治中心。上级签收以后由上级承办，您仍然看得到进展。"

    reason = Choice("为什么上交", Row.Reason.choices, radio=True)
    handover = Story("交接说明", 500, rows=4, hint="做过什么工作，卡在哪里，双方现在什么态度。")

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        return hand_up(matter, reason=said["reason"], handover=said["handover"], **common)
