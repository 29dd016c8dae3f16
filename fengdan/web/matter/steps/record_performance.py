from typing import Any, ClassVar

from fengdan.matters.actions.record_performance import Performed, record_performance
from fengdan.matters.models import Matter, Performance
from fengdan.matters.queries.after import OwedShown
from fengdan.matters.queries.page import MatterPage
from fengdan.rulebook.calendars import ZONE
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared import words
from fengdan.web.shared.fields import Choice, Day, Text
from fengdan.web.shared.money import Yuan


class RecordPerformance(StepForm):
    template: ClassVar[str] = "matter/record_performance.html"

    obligation = Choice("哪一项", radio=True)
    kind = Choice("办得怎么样", Performance.Kind.choices, radio=True)
    amount = Yuan("这次给了多少（元）", required=False, hint="只给了一部分的填；全部付清的不用填。")
    happened_on = Day("哪天的事")
    words = Text("说明", 300, required=False, hint="如：有收条、转账记录；没有履行的，写对方怎么说。")

    def prepare(self, page: MatterPage) -> None:
        self.offer("obligation", [(str(row.id), _line(row)) for row in page.after.waiting])
        self.fields["happened_on"].initial = self.at.astimezone(ZONE).date()
        if page.after.waiting:
            self.fields["obligation"].initial = str(page.after.waiting[0].id)

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        report = Performed(said["kind"], said["happened_on"], said["amount"], said["words"])
        return record_performance(matter, obligation=int(said["obligation"]), report=report, **common)


def _line(row: OwedShown) -> str:
    """李测二：赔修理费，1,200.00 元，还差 700.00 元，最迟 12月1日（周二）."""
    money = f"，{row.amount}，还差 {row.left}" if row.amount else ""
    return f"{row.who}：{row.what}{money}，最迟 {words.day(row.due_on)}"
