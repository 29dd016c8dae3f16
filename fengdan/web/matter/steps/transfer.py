from typing import Any

from fengdan.matters.actions.transfer import transfer
from fengdan.matters.models import Matter
from fengdan.matters.models import Transfer as Row
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Choice, Story, Text


class Transfer(StepForm):
    intro = "把事项和材料送到有权处理的机关。送出后等对方签收，收到回执再登记。"

    kind = Choice("转送还是移送", Row.Kind.choices, radio=True)
    organ = Text("送到哪个机关", 60)
    reason = Story("为什么送去", 500, rows=3, hint="依据哪条职责或者法律规定，由它处理。")
    materials = Story("随送的材料", 1000, required=False, rows=3, hint="一行一份；没有的不写。")

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        return transfer(
            matter,
            kind=said["kind"],
            organ=said["organ"],
            reason=said["reason"],
            materials=said["materials"],
            **common,
        )
