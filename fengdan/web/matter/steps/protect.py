from typing import Any

from fengdan.matters.actions.protect import protect
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.web.matter.steps.base import StepForm, party_choices
from fengdan.web.shared.fields import Several, Text, Tick


class Protect(StepForm):
    intro = (
        "保密事项只有值班领导、主任和承办的人能看到。住址保密的，页面和给双方的文书上都写“依法保密”；"
        "备注、事情经过、协议正文里也请不要写住址。去掉勾选就是取消保密。"
    )

    confidential = Tick("设为保密事项")
    protected = Several("谁的住址保密", required=False)
    reason = Text("为什么", 200)

    def prepare(self, page: MatterPage) -> None:
        self.offer("protected", [(code, f"{name}的住址保密") for code, name in party_choices(page)])
        self.fields["confidential"].initial = page.facts.confidential
        self.fields["protected"].initial = [str(party) for party in page.facts.protected]

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        chosen = [int(party) for party in said["protected"]]
        return protect(matter, confidential=said["confidential"], protected=chosen, reason=said["reason"], **common)
