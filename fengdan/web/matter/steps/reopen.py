from typing import Any

from fengdan.matters.actions.reopen import reopen
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Story


class Reopen(StepForm):
    reason = Story(
        "为什么恢复办理", 500, rows=4, hint="如：协议没有履行、又起争议、有了新的事实，或者要和并入的那一件分开。"
    )

    def prepare(self, page: MatterPage) -> None:
        asked = "" if page.facts.service else "，各方重新征求调解意愿"
        self.intro = f"恢复后从“已受理”开始第 {page.facts.round + 1} 轮{asked}；前面的材料原样保留，不能再改。"

    def take(self, matter: Matter, **common: Any) -> Matter:
        return reopen(matter, reason=self.cleaned_data["reason"], **common)
