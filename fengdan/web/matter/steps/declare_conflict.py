from typing import Any

from fengdan.matters.actions.declare_conflict import declare_conflict
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.rulebook.conflicts import DECLARABLE, GROUNDS
from fengdan.rulebook.stages import Stage
from fengdan.web.matter.steps.base import StepForm, party_choices
from fengdan.web.shared.fields import Choice, Story


class DeclareConflict(StepForm):
    intro = "说明以后由别的调解员承办。是什么关系，只有本人、团队负责人、值班领导和主任看得到。"

    mediator = Choice("谁要回避", radio=True)
    kind = Choice("属于哪一种", [(kind.value, GROUNDS[kind].label) for kind in DECLARABLE], radio=True)
    party = Choice("与哪一位当事人", radio=True)
    ground = Story("是什么关系", 300, rows=2, hint="如：是对方的舅舅。")

    def prepare(self, page: MatterPage) -> None:
        free = page.able.free
        if page.facts.stage is not Stage.ASSIGNED:
            free = page.mediators
        self.offer("mediator", free)
        self.offer("party", party_choices(page))

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        words = {name: said[name] for name in ("mediator", "kind", "ground")}
        return declare_conflict(matter, party=int(said["party"]), **words, **common)
