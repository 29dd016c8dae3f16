from typing import Any

from fengdan.matters.actions.resume import resume
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import PastMoment


class Resume(StepForm):
    intro = "中止的原因没有了，从这一刻起接着计时；中止的日子不算在内。"

    until = PastMoment("恢复的时间", hint="例如收到鉴定意见的时间。")

    def prepare(self, page: MatterPage) -> None:
        self.fields["until"].initial = self.at

    def take(self, matter: Matter, **common: Any) -> Matter:
        return resume(matter, until=self.cleaned_data["until"], **common)
