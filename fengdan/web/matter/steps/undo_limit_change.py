from typing import Any

from fengdan.matters.actions.undo_limit_change import undo_limit_change
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Choice, Text


class UndoLimitChange(StepForm):
    intro = "登记错了的才撤销：撤销后，时限按没有这一次来算，可能马上到期。原来的日期都留着。"

    change = Choice("撤销哪一次", radio=True)
    reason = Text("为什么撤销", 300)

    def prepare(self, page: MatterPage) -> None:
        self.offer("change", [(row.key, row.what) for row in page.limit_changes if row.key in page.facts.changed])

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        return undo_limit_change(matter, change=said["change"], reason=said["reason"], **common)
