from typing import Any

from fengdan.matters.actions.record_receipt import record_receipt
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.rulebook.calendars import ZONE
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Day, Text


class RecordReceipt(StepForm):
    received_by = Text("对方谁签收", 40, hint="签收人的姓名，或者收文的科室。")
    received_on = Day("哪天收到的")
    number = Text("对方的收文编号", 60, required=False)

    def prepare(self, page: MatterPage) -> None:
        self.fields["received_on"].initial = self.at.astimezone(ZONE).date()
        if page.endings.transfer:
            self.intro = f"送到{page.endings.transfer.organ}的材料，对方签收以后在这里登记。"

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        return record_receipt(
            matter,
            received_by=said["received_by"],
            received_on=said["received_on"],
            number=said["number"],
            **common,
        )
