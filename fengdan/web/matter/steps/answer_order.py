from typing import Any

from django import forms

from fengdan.matters.actions.answer_order import OrderAnswered, answer_order
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.rulebook.orders import CHANNEL_LABELS, SAID_LABELS, OrderChannel, OrderSaid
from fengdan.web.matter.steps.base import StepForm, party_choices
from fengdan.web.shared.fields import Choice
from fengdan.web.shared.wishes import Wishes

HOW = [(code.value, CHANNEL_LABELS[code]) for code in (OrderChannel.TELEPHONE, OrderChannel.DESK)]


class AnswerOrder(StepForm, Wishes):
    intro = "问过对方以后记下答复。换人的，写明想换成谁；说不好的，请中心安排。"
    template = "matter/answer_order.html"
    field_order = ("party", "said", "rank", "choice1", "choice2", "choice3", "how", "turn")

    party = Choice("是哪一位答复的", radio=True)
    said = Choice("答复", [(code.value, label) for code, label in SAID_LABELS.items()], radio=True)
    rank = Choice("同意哪一位", required=False, radio=True)
    how = Choice("怎么问的", HOW, radio=True, initial=OrderChannel.TELEPHONE.value)
    turn = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def prepare(self, page: MatterPage) -> None:
        order = page.order
        waiting = order.waiting if order else frozenset()
        asked = [choice for choice in party_choices(page) if int(choice[0]) in waiting]
        self.offer("party", asked or party_choices(page))
        self.offer("rank", order.offered if order else [])
        self.fields["turn"].initial = order.turn if order else None
        if len(asked) == 1:
            self.fields["party"].initial = asked[0][0]
        if order and len(order.offered) == 1:
            self.fields["rank"].initial = order.offered[0][0]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("said") == OrderSaid.AGREE and not said.get("rank") and "rank" not in self.errors:
            self.add_error("rank", "请选择同意哪一位。")
        return said

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        others = said["said"] == OrderSaid.OTHERS
        answer = OrderAnswered(
            said=said["said"],
            how=said["how"],
            rank=int(said["rank"] or 0),
            mediators=self.mediators() if others else (),
            turn=said["turn"],
        )
        return answer_order(matter, party=int(said["party"]), answer=answer, **common)
