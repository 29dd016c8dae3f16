from typing import Any

from fengdan.matters.actions.record_consent import record_consent
from fengdan.matters.models import Consent, Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.rulebook.facts import ANSWER_LABELS, Answer
from fengdan.web.matter.steps.base import StepForm, party_choices
from fengdan.web.shared.fields import Choice, PastMoment, Text

THEIR_OWN = {Consent.How.APPLIED, Consent.How.ONLINE}  # said by themselves, not asked by us
ASKED = [(how.value, how.label) for how in Consent.How if how not in THEIR_OWN]
LABELS = ANSWER_LABELS | {Answer.PENDING: "再想想（还没有答复）"}


class RecordConsent(StepForm):
    intro = "调解要双方自愿。“再想想”不是拒绝；明确拒绝的，调解到此为止。"

    party = Choice("征求谁的意愿", radio=True)
    answer = Choice(
        "答复",
        [(answer.value, LABELS[answer]) for answer in (Answer.AGREED, Answer.PENDING, Answer.REFUSED)],
        radio=True,
    )
    how = Choice("怎么问的", ASKED, radio=True)
    asked_at = PastMoment("什么时候问的")
    words = Text("原话或说明", 200, required=False)

    def prepare(self, page: MatterPage) -> None:
        self.offer("party", party_choices(page))
        self.fields["asked_at"].initial = self.at
        waiting = [party for party in page.parties if party.consent == Answer.PENDING]
        if waiting:
            self.fields["party"].initial = str(waiting[0].id)

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        return record_consent(
            matter,
            party=int(said["party"]),
            answer=Answer(said["answer"]),
            how=said["how"],
            asked_at=said["asked_at"],
            words=said["words"],
            **common,
        )
