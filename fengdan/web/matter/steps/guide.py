from typing import Any

from fengdan.matters.actions.guide import Guided, guide
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.matters.queries.places import place_in_county
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.guiding import PLACES
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Story, Text


class Guide(StepForm):
    template = "matter/guide.html"
    intro = "这里不能办，但有地方能办：写清去哪里、带什么、什么时候以前，打印引导告知单交给来人。事项同时办结。"
    places = PLACES

    organ = Text("去哪个机关", 60)
    address = Text("地址", 120, hint="到了能找到的地址，写到几号楼几层。")
    phone = Text("电话", 40, required=False)
    materials = Story("带什么材料", 1000, rows=3)
    limits = Story("什么时候以前要提出", 600, required=False, rows=4, hint="时效、期限和依据的条款；没有的不写。")
    reason = Story("为什么不在这里办", 500, rows=3)

    def prepare(self, page: MatterPage) -> None:
        place = place_in_county(self.picked, self.at.astimezone(ZONE).date())
        if place is not None:
            ready = {"organ": place.organ, "phone": place.phone, "materials": place.materials, "limits": place.limits}
            self.initial = {**self.initial, **ready}

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        told = Guided(
            organ=said["organ"],
            address=said["address"],
            materials=said["materials"],
            reason=said["reason"],
            phone=said["phone"],
            limits=said["limits"],
        )
        return guide(matter, told=told, **common)
