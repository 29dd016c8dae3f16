from typing import Any

from fengdan.matters.actions.answer_supervision import answer_supervision
from fengdan.matters.models import Matter
from fengdan.rulebook.facts import SupervisionState
from fengdan.web.matter.steps.supervising import SupervisionForm
from fengdan.web.shared.fields import Story


class AnswerSupervision(SupervisionForm):
    state = SupervisionState.ISSUED

    reply = Story("办理情况和没有按时办理的原因", 2000, rows=5, hint="办到了什么、为什么没有按时办、谁负责、哪天办完。")

    def take(self, matter: Matter, **common: Any) -> Matter:
        return answer_supervision(matter, reply=self.cleaned_data["reply"], **self.seen_row(), **common)
