from typing import Any

from fengdan.matters.actions.note import note
from fengdan.matters.models import Matter
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Story


class WriteNote(StepForm):
    intro = "中心工作人员和承办团队能看到，当事人看不到。"

    text = Story("备注", 2000, rows=4)

    def take(self, matter: Matter, **common: Any) -> Matter:
        return note(matter, text=self.cleaned_data["text"], **common)
