from typing import Any

from fengdan.matters.actions.rule_on_challenge import rule_on_challenge
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Choice, Text

YES, NO = "yes", "no"


class RuleOnChallenge(StepForm):
    decision = Choice("您的决定", [(YES, "申请成立，更换调解员"), (NO, "申请不成立，仍由其承办")], radio=True)
    ruling = Text("理由", 300, hint="申请的当事人在进度页上看得到，请写得本人看得懂，不写别人的私事。")

    def prepare(self, page: MatterPage) -> None:
        row = next((row for row in page.conflicts if row.id == page.facts.recusal.challenge), None)
        if row and page.sees_conflicts:
            self.intro = f"{row.party}申请{row.mediator}回避：{row.ground}"

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        return rule_on_challenge(matter, upheld=said["decision"] == YES, ruling=said["ruling"], **common)
