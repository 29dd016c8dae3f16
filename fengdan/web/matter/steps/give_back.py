from typing import Any

from fengdan.matters.actions.give_back import give_back
from fengdan.matters.models import Assignment, Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.matters.targets import unit_targets
from fengdan.rulebook.calendars import ZONE
from fengdan.units.models import Unit
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.matter.steps.units import grouped
from fengdan.web.shared.fields import Choice, Text


class GiveBack(StepForm):
    intro = (
        "一个单位、一个团队对一件事项只能退一次。团队退单后由中心重新派单；单位退回的，由值班领导裁定谁来牵头。"
        "第二次退回即提交职责争议会商，裁定后不能再退。"
    )

    code = Choice("为什么退", Assignment.ReturnCode.choices, radio=True)
    believed = Choice("您认为应当由谁负责")
    reason = Text(
        "具体情况和依据",
        400,
        hint="单位退回的，请写明依据的法律、规定或者“三定”职责。要回避的，不要写是什么关系，别人看得到。",
    )

    def prepare(self, page: MatterPage) -> None:
        if page.facts.with_team:
            self.drop("believed")
            return
        units = [unit for unit in unit_targets(self.at.astimezone(ZONE).date()) if unit.code != page.facts.unit]
        self.offer("believed", grouped([unit for unit in units if unit.serves and unit.kind != Unit.Kind.VILLAGE]))

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        believed = said.get("believed", "")
        return give_back(matter, code=said["code"], reason=said["reason"], believed=believed, **common)
