from typing import Any

from fengdan.matters.actions.rule_on_return import rule_on_return
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.web.matter.steps.units import PickUnit
from fengdan.web.shared.fields import Text


class RuleOnReturn(PickUnit):
    intro = "裁定后由牵头单位办理，可以请其他单位配合。再有单位退回的，提交职责争议会商。"

    ruling = Text("裁定理由", 400, hint="依据哪条职责，由谁牵头。牵头单位和退回单位都会看到。")

    def prepare(self, page: MatterPage) -> None:
        self.fields["unit"].label = "由谁牵头"
        waiting = page.handling.waiting
        likely = []
        if waiting is not None:
            back = waiting.given_back.unit
            likely = [
                (waiting.believed_id, f"{waiting.believed}（退回单位认为应由它负责）"),
                (back.pk, f"{back}（仍由退回单位牵头）"),
            ]
        self.fill(page, likely)

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        helpers = said["supporting"]
        return rule_on_return(matter, unit=self.chosen(), ruling=said["ruling"], supporting=helpers, **common)
