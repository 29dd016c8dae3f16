from typing import Any

from fengdan.matters.actions.raise_objection import raise_objection
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.web.matter.steps.base import StepForm, party_choices
from fengdan.web.shared.fields import Choice, Story


class RaiseObjection(StepForm):
    intro = "当事人不同意交给下级办理的，替本人记下来；值班领导裁定以前，由承办单位接着办。"

    party = Choice("是哪一位", radio=True)
    words = Story("为什么不同意（本人的话）", 500, rows=3)

    def prepare(self, page: MatterPage) -> None:
        self.offer("party", party_choices(page))

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        return raise_objection(matter, party=int(said["party"]), words=said["words"], **common)
