from typing import Any

from fengdan.matters.actions.challenge_mediator import challenge_mediator
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.web.matter.steps.base import StepForm, party_choices
from fengdan.web.shared.fields import Choice, Story


class ChallengeMediator(StepForm):
    intro = "当事人认为调解员与对方有关系、可能不公正的，替本人记下来。只是想换一位的，请团队负责人直接更换。"

    party = Choice("是哪一位当事人提出的", radio=True)
    mediator = Choice("要求谁回避", radio=True)
    ground = Story("为什么要换人（本人的话）", 500, rows=3)

    def prepare(self, page: MatterPage) -> None:
        self.offer("party", party_choices(page))
        self.offer("mediator", page.mediators)
        self.fields["mediator"].initial = page.matter.mediator_id

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        words = {"mediator": said["mediator"], "ground": said["ground"]}
        return challenge_mediator(matter, party=int(said["party"]), **words, **common)
