from typing import Any

from fengdan.matters.actions.conclude_and_owe import conclude_and_owe
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.rulebook.conclusions import BY_STEP, CONCLUSION_LABELS, FOR_SERVICES, Conclusion
from fengdan.rulebook.facts import ReplyState
from fengdan.web.matter.steps.owed import WithOwed
from fengdan.web.shared.fields import Choice, Text, Tick

OFFERED = [(code.value, label) for code, label in CONCLUSION_LABELS.items() if code not in BY_STEP.values()]


class Conclude(WithOwed):
    intro = "办结不等于化解：只有达成协议或者自行和解才算化解。"
    template = "matter/conclude.html"

    conclusion = Choice("怎样办结", OFFERED, radio=True)
    reason = Text("情况说明", 500, required=False, hint="调解不成、自行和解、撤回的，写明经过；其余不用写。")
    remedies_told = Tick("已告知当事人可以仲裁、申请行政处理或者向法院起诉（调解不成时必须告知）")

    def prepare(self, page: MatterPage) -> None:
        super().prepare(page)
        facts = page.facts
        if facts.service:
            able = [code for code in Conclusion if code in FOR_SERVICES]
            self.offer("conclusion", [(code.value, CONCLUSION_LABELS[code]) for code in able])
            self.drop("remedies_told")
        oral_done = page.handling.oral is not None and page.handling.oral.performed
        if facts.service or facts.owed or oral_done:
            self.drop_owed()
        if facts.agreement and facts.agreement.effective:
            self.fields["conclusion"].initial = Conclusion.SETTLED_IN_WRITING.value
        elif facts.oral:
            self.fields["conclusion"].initial = Conclusion.SETTLED_ORALLY.value
        elif facts.reply == ReplyState.APPROVED:
            self.fields["conclusion"].initial = Conclusion.ANSWERED_BY_UNIT.value

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        return conclude_and_owe(
            matter,
            conclusion=Conclusion(said["conclusion"]),
            reason=said["reason"],
            remedies_told=said.get("remedies_told", False),
            owed=self.owed(),
            nothing_due=said.get("nothing_due", False),
            **common,
        )
