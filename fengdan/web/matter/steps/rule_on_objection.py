from typing import Any

from fengdan.matters.actions.rule_on_objection import rule_on_objection
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Choice, Text

YES, NO = "yes", "no"


class RuleOnObjection(StepForm):
    decision = Choice("您的裁定", [(YES, "异议成立，收回县级重新安排"), (NO, "异议不成立，仍由原单位办理")], radio=True)
    ruling = Text("理由", 400, hint="当事人在进度页上看得到，请写得本人看得懂。")

    def prepare(self, page: MatterPage) -> None:
        if row := page.handling.objection:
            self.intro = f"{row.party}不同意交给{row.unit}：{row.words}"

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        return rule_on_objection(matter, upheld=said["decision"] == YES, ruling=said["ruling"], **common)
