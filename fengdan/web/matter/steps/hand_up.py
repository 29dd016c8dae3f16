from typing import Any

from fengdan.matters.actions.hand_up import hand_up
from fengdan.matters.models import HandUp as Row
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Choice, Story


class HandUp(StepForm):
    intro = "村（社区）上交到乡镇，乡镇上交到县综治中心。上级签收以后由上级承办。"

    reason = Choice("为什么上交", Row.by_hand(), radio=True)
    handover = Story("交接说明", 500, rows=4, hint="做过什么工作，卡在哪里，双方现在什么态度。")

    def prepare(self, page: MatterPage) -> None:
        if page.facts.origin == page.facts.holder:  # whoever took it in keeps seeing it
            self.intro = f"{HandUp.intro}您仍然看得到进展。"

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        return hand_up(matter, reason=said["reason"], handover=said["handover"], **common)
