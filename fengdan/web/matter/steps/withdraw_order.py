from typing import Any

from fengdan.matters.actions.withdraw_order import withdraw_order
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.web.matter.steps.base import StepForm, party_choices
from fengdan.web.shared.fields import Choice


class WithdrawOrder(StepForm):
    intro = "点单的一方不要这次的人选了。撤回以后可以重新点。"

    party = Choice("是哪一位撤回的", radio=True)

    def prepare(self, page: MatterPage) -> None:
        own = page.order.own_side if page.order else ""
        sides = {str(party.id): party.side for party in page.parties}
        mine = [choice for choice in party_choices(page) if sides[choice[0]] == own]
        self.offer("party", mine or party_choices(page))
        if mine:
            self.fields["party"].initial = mine[0][0]

    def take(self, matter: Matter, **common: Any) -> Matter:
        return withdraw_order(matter, party=int(self.cleaned_data["party"]), **common)
