from typing import Any

from fengdan.matters.actions.ask_party import ask_party
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.rulebook.facts import Answer
from fengdan.web.matter.steps.base import StepForm, party_choices
from fengdan.web.shared.fields import Choice


class AskParty(StepForm):
    intro = (
        "备好一张“征求调解意见书”，打印后交给本人：上面有二维码，扫码就能答复同意还是不同意。"
        "当面或电话问到的，请用“记录调解意愿”。"
    )

    party = Choice("征求谁的意愿", radio=True)

    def prepare(self, page: MatterPage) -> None:
        self.offer("party", party_choices(page))
        waiting = [party for party in page.parties if party.consent == Answer.PENDING]
        if waiting:
            self.fields["party"].initial = str(waiting[0].id)

    def take(self, matter: Matter, **common: Any) -> Matter:
        return ask_party(matter, party=int(self.cleaned_data["party"]), **common)
