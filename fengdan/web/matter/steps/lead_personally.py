from typing import Any

from fengdan.matters.actions.lead_personally import lead_personally
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.people.away import in_post
from fengdan.rulebook.actor import LIAISONS, Role
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.facts import CENTRE
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Choice, Text

HEADS = (Role.DIRECTOR, Role.DUTY, Role.LEADER, *LIAISONS)


class LeadPersonally(StepForm):
    intro = "包案到办结为止；再确定一位的，前一位的包案结束（信访工作条例第十八条）。"

    user = Choice("系统里的领导", required=False, empty="不在系统里，写在下面")
    who = Text("姓名和职务", 60, required=False, hint="不在系统里的县领导，如：王测九，副县长。")
    reason = Text("为什么包案", 300)

    def prepare(self, page: MatterPage) -> None:
        units = {CENTRE, page.matter.holder_id, page.matter.unit_id or CENTRE}
        there = in_post(units, HEADS, self.at.astimezone(ZONE).date())
        self.offer("user", [("", "不在系统里，写在下面"), *((str(user), words) for user, words in there)])

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        user = int(said["user"]) if said["user"] else None
        return lead_personally(matter, user=user, who=said["who"], reason=said["reason"], **common)
