from typing import Any

from fengdan.matters.actions.conclude import conclude
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.rulebook.conclusions import CONCLUSION_LABELS, Conclusion
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Choice, Text, Tick


class Conclude(StepForm):
    intro = "办结不等于化解：只有协议生效才算调解成功。"

    conclusion = Choice("怎样办结", [(code.value, label) for code, label in CONCLUSION_LABELS.items()], radio=True)
    reason = Text("情况说明", 500, required=False, hint="调解不成的原因；或者申请人怎么说要撤回。调解成功的不用写。")
    remedies_told = Tick("已告知当事人可以仲裁、申请行政处理或者向法院起诉（调解不成时必须告知）")

    def prepare(self, page: MatterPage) -> None:
        if page.facts.agreement and page.facts.agreement.effective:
            self.fields["conclusion"].initial = Conclusion.SETTLED_IN_WRITING.value

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        return conclude(
            matter,
            conclusion=Conclusion(said["conclusion"]),
            reason=said["reason"],
            remedies_told=said["remedies_told"],
            **common,
        )
