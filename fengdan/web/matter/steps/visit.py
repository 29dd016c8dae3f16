from typing import Any

from django import forms

from fengdan.matters.actions.visit import visit
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import PastMoment, Story

MOST_PEOPLE = 999


class Visit(StepForm):
    intro = "同一件事又来了，记在这里，不用重新登记。一起来的算一批，来几个人记几人次。"

    visited_at = PastMoment("什么时候来的")
    people = forms.IntegerField(
        label="来了几个人",
        min_value=1,
        max_value=MOST_PEOPLE,
        initial=1,
        error_messages={
            "required": "请填写“来了几个人”。",
            "invalid": "“来了几个人”应为整数，请重新填写。",
            "min_value": "“来了几个人”至少是 1。",
            "max_value": f"“来了几个人”不能超过 {MOST_PEOPLE}，请核对。",
        },
    )
    words = Story("说了什么", 500, required=False, rows=3)

    def prepare(self, page: MatterPage) -> None:
        self.fields["visited_at"].initial = self.at

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        return visit(matter, visited_at=said["visited_at"], people=said["people"], words=said["words"], **common)
