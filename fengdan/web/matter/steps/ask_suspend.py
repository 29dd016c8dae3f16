from typing import Any

from fengdan.matters.actions.ask_suspend import ask_suspend
from fengdan.matters.models import Matter, Suspension
from fengdan.matters.queries.page import MatterPage
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Choice, PastMoment, Story


class AskSuspend(StepForm):
    intro = "中止要两个人：您申请，值班领导或者主任决定。决定以前时限照走；中止的日子不算，恢复后接着算。"

    reason = Choice("为什么中止", Suspension.Reason.choices, radio=True)
    since = PastMoment("从什么时候起", hint="鉴定的写委托那天。不能早于受理，也不能晚于现在。")
    words = Story("具体情况和凭据", 500, rows=3, hint="例如：某日委托某鉴定机构，委托书编号。")

    def prepare(self, page: MatterPage) -> None:
        self.fields["since"].initial = self.at

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        return ask_suspend(matter, reason=said["reason"], since=said["since"], words=said["words"], **common)
