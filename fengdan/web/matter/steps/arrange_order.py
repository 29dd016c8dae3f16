from typing import Any

from fengdan.matters.actions.arrange_order import arrange_order
from fengdan.matters.models import Matter
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Story
from fengdan.web.shared.wishes import BookletNumber, Wishes


class ArrangeOrder(StepForm, Wishes):
    intro = "双方没有共同人选，或者请中心安排的，由中心定。下面写的，双方都会看到。"
    template = "matter/order.html"
    field_order = ("reason", "choice1")

    choice1 = BookletNumber("由谁调解", required=False, hint="填手册编号；只定团队的不填，派单时再选。")
    choice2 = None  # type: ignore[assignment]
    choice3 = None  # type: ignore[assignment]
    reason = Story("为什么这样安排", 500, rows=3, hint="如：双方各提的人都有事，李某会说通渭话，周三在中心。")

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        return arrange_order(matter, reason=said["reason"], mediator=said["choice1"], **common)
