from typing import Any

from fengdan.catalogue.supervision import ways_in_force
from fengdan.matters.actions.draft_supervision import Wanted, draft_supervision
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.rulebook.supervision import FAULT_LABELS, KINDS, Fault, demand_text
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Choice, Story


class DraftSupervision(StepForm):
    intro = "拟好以后由综治中心主任（或者代理人）签发，签发以前不会发给任何人。"

    kind = Choice("拟哪一种", radio=True)
    fault = Choice("属于哪种情况", [(code.value, label) for code, label in FAULT_LABELS.items()], radio=True)
    clock = Choice("涉及哪个时限", required=False, empty="不涉及时限")
    facts_told = Story("事实", 1000, rows=4, hint="什么事、应当什么时候办、谁在办、办到哪一步。")
    demand = Story("要求", 600, rows=3)

    def prepare(self, page: MatterPage) -> None:
        names = ways_in_force().names
        self.offer("kind", [(kind.value, names[kind]) for kind in KINDS])
        self.fields["kind"].initial = KINDS[0].value
        self.offer("clock", [("", "不涉及时限"), *((clock.code, clock.name) for clock in page.clocks)])
        self.fields["demand"].initial = demand_text(Fault.NOT_HANDLED)

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        wanted = Wanted(said["kind"], said["fault"], said["facts_told"], said["demand"], said["clock"])
        return draft_supervision(matter, wanted=wanted, **common)
