from typing import Any

from fengdan.matters.actions.remove_party import remove_party
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.web.matter.steps.base import StepForm, party_choices
from fengdan.web.shared.fields import Choice, Text


class RemoveParty(StepForm):
    intro = "登记错了人才移除；移除后这个人不再算当事人，经过里仍能看到。"

    party = Choice("移除谁", radio=True)
    reason = Text("为什么移除", 200)

    def prepare(self, page: MatterPage) -> None:
        self.offer("party", party_choices(page))

    def take(self, matter: Matter, **common: Any) -> Matter:
        return remove_party(matter, party=int(self.cleaned_data["party"]), reason=self.cleaned_data["reason"], **common)
