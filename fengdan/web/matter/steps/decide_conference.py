from typing import Any

from fengdan.matters.actions.decide_conference import decide_conference
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.rulebook.facts import CENTRE
from fengdan.web.matter.steps.units import PickUnit
from fengdan.web.shared.fields import Story


class DecideConference(PickUnit):
    at_once = 9
    intro = "裁定后由牵头单位办理，任何单位都不能再退回；答复时限从第一次派单、交办起算。"

    decision = Story("裁定意见", 400, hint="依据哪条职责，由谁牵头、谁配合。参加会商的单位都会看到。")

    def prepare(self, page: MatterPage) -> None:
        self.fields["unit"].label = "由谁牵头"
        held = page.handling.conference
        likely = []
        if held is not None:
            said = dict(held.members) | ({held.lead: f"{held.lead_name}（按规则牵头）"} if held.lead != CENTRE else {})
            likely = sorted(said.items(), key=lambda unit: unit[0] != held.lead)
        self.fill(page, likely)

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        helpers = said["supporting"]
        return decide_conference(matter, unit=self.chosen(), decision=said["decision"], supporting=helpers, **common)
