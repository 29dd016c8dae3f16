from typing import Any

from fengdan.matters.actions.suspend import suspend
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Choice, Text

YES, NO = "yes", "no"


class Suspend(StepForm):
    decision = Choice("您的决定", [(YES, "同意中止"), (NO, "不同意，时限照走")], radio=True)
    comment = Text("理由", 300, required=False, hint="不同意的必须写。")

    def prepare(self, page: MatterPage) -> None:
        waiting = [row for row in page.limit_changes if row.waits and row.key.startswith("suspension")]
        if waiting:
            self.intro = f"申请{waiting[0].what}。{waiting[0].reason}"

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        return suspend(matter, approved=said["decision"] == YES, comment=said["comment"], **common)
