from typing import Any

from fengdan.matters.actions.drop_supervision import drop_supervision
from fengdan.matters.models import Matter
from fengdan.rulebook.facts import SupervisionState
from fengdan.web.matter.steps.supervising import SupervisionForm
from fengdan.web.shared.fields import Text


class DropSupervision(SupervisionForm):
    intro = "不签发的也留下记录，督办员会收到通知。"
    state = SupervisionState.DRAFT

    reason = Text("为什么不签发", 300)

    def take(self, matter: Matter, **common: Any) -> Matter:
        return drop_supervision(matter, reason=self.cleaned_data["reason"], **self.seen_row(), **common)
