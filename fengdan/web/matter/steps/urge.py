from typing import Any

from fengdan.matters.actions.urge_by_hand import urge_by_hand
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Choice, Text


class Urge(StepForm):
    intro = "通知发给现在该办的人；他不在岗的，发给代理人或者上一级，并报值班领导。"

    clock = Choice("催哪个时限", required=False, empty="只是请抓紧办理")
    words = Text("怎么催", 300)

    def prepare(self, page: MatterPage) -> None:
        running = sorted(page.clocks, key=lambda clock: clock.due_at)
        self.offer("clock", [("", "只是请抓紧办理"), *((clock.code, clock.name) for clock in running)])
        self.fields["clock"].initial = self.picked or (running[0].code if running else "")
        self.fields["words"].initial = "请马上办理，办完在系统里登记。"

    def take(self, matter: Matter, **common: Any) -> Matter:
        return urge_by_hand(matter, clock=self.cleaned_data["clock"], words=self.cleaned_data["words"], **common)
