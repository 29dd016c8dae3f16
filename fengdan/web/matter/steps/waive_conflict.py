from typing import Any

from fengdan.matters.actions.waive_conflict import waive_conflict
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.web.matter.steps.base import StepForm, party_choices
from fengdan.web.matter.steps.letting_be import NOBODY, chosen, let_be_choices
from fengdan.web.shared.fields import Choice, Several, Text


class WaiveConflict(StepForm):
    intro = "先把关系如实告诉每一名当事人；都同意仍由这位调解员承办的，才在这里记下（在线调解规则第十三条）。"

    conflict = Choice("哪一项", radio=True)
    agreed = Several("谁同意了", hint="每一名当事人都要本人同意。")
    waiver = Text("怎么同意的", 200, hint="如：11月23日当面告知，双方在告知书上签字。")

    def prepare(self, page: MatterPage) -> None:
        offered = let_be_choices(page)
        self.offer("conflict", offered)
        self.offer("agreed", party_choices(page))
        if not offered:
            self.intro = NOBODY

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        agreed = [int(party) for party in said["agreed"]]
        return waive_conflict(matter, agreed=agreed, waiver=said["waiver"], **chosen(said["conflict"]), **common)
