from typing import Any

from fengdan.matters.actions.add_obligation import Owed, add_obligation
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.web.matter.steps.base import StepForm, party_choices
from fengdan.web.shared.fields import Choice, Day, Text
from fengdan.web.shared.money import Yuan


class AddObligation(StepForm):
    intro = "协议里说好以后要办的事，一项一项登记；到期第二天会提醒回访员去问。分几次付的，每次登记一项。"

    party = Choice("由谁来办", radio=True)
    what = Text("办什么", 200, hint="如：赔修理费、修好水管。")
    amount = Yuan("多少钱（元）", required=False, hint="不是给钱的不填。")
    due_on = Day("最迟哪天")

    def prepare(self, page: MatterPage) -> None:
        self.offer("party", party_choices(page))

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        owed = Owed(party=int(said["party"]), what=said["what"], due_on=said["due_on"], amount=said["amount"])
        return add_obligation(matter, owed=owed, **common)
