from typing import Any

from fengdan.matters.actions.alarm import Danger, alarm
from fengdan.matters.models import Alarm, Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Choice, PastMoment, Story, Text

DANGER = ("kind", "noticed_at", "told", "told_at", "measures")


class ReportDanger(StepForm):
    intro = "先打 110 或者当面报告，再填这一页。保存后本件变为红色，值班领导和主任马上收到通知。"

    kind = Choice("什么情况", Alarm.Kind.choices, radio=True)
    told = Text("报告给了谁", 200, hint="如：110、值班领导、乡镇、家属。几个都报告了的，都写上。")
    measures = Story("当场采取了什么措施", 1000, rows=3, hint="如：把双方分开，陪同等候民警。")
    noticed_at = PastMoment("什么时候发现的")
    told_at = PastMoment("什么时候报告的")

    def prepare(self, _page: MatterPage) -> None:
        self.fields["noticed_at"].initial = self.fields["told_at"].initial = self.at

    def take(self, matter: Matter, **common: Any) -> Matter:
        report = Danger(**{name: self.cleaned_data[name] for name in DANGER})
        return alarm(matter, report=report, **common)
