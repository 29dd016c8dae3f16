from typing import Any

from fengdan.matters.actions.override_conflict import override_conflict
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Choice, Text

YES, NO = "yes", "no"


class OverrideConflict(StepForm):
    decision = Choice("您的决定", [(YES, "同意破例，可以承办"), (NO, "不同意，仍要回避")], radio=True)
    ruling = Text("理由", 300)

    def prepare(self, page: MatterPage) -> None:
        row = next((row for row in page.conflicts if row.id == page.facts.recusal.override), None)
        if row and page.sees_conflicts:
            self.intro = f"{row.mediator}与{row.party}：{row.kind}。申请破例的理由：{row.reason}"

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        return override_conflict(matter, approved=said["decision"] == YES, ruling=said["ruling"], **common)
