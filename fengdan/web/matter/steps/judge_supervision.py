from typing import Any

from fengdan.matters.actions.judge_supervision import Judged, judge_supervision
from fengdan.matters.models import Matter
from fengdan.matters.queries.supervising import SupervisionShown
from fengdan.rulebook.facts import SupervisionState
from fengdan.web.matter.steps.supervising import SupervisionForm
from fengdan.web.shared.fields import Choice, Text

YES, NO = "yes", "no"


class JudgeSupervision(SupervisionForm):
    state = SupervisionState.REPLIED

    decision = Choice("您的意见", [(YES, "认可，督办到此为止"), (NO, "退回补充")], radio=True)
    comment = Text("意见", 400, required=False, hint="退回的必须写明还缺什么。")
    limit = Choice("退回的，几日内再回复", required=False)

    def fill(self, about: SupervisionShown) -> None:
        self.offer_limits(about.limit)

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        judged = Judged(said["decision"] == YES, said["comment"], said["limit"], **self.seen_row())
        return judge_supervision(matter, judged=judged, **common)
