from typing import Any

from fengdan.matters.actions.add_task import NewTask, add_task
from fengdan.matters.models import Matter
from fengdan.matters.queries.needs import next_workday
from fengdan.matters.queries.page import MatterPage
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Choice, Day, Text


class AddTask(StepForm):
    name = Text("做什么", 200, hint="一件事一条，如：到现场拍照；找村上核对地界。")
    due_on = Day("哪天以前", hint="工作日。")
    mediator = Choice("由谁办", required=False, radio=True)

    def prepare(self, page: MatterPage) -> None:
        self.fields["due_on"].initial = next_workday(self.at)
        if page.mediators:
            self.offer("mediator", [("", "承办团队"), *page.mediators])
        else:
            self.drop("mediator")

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        return add_task(matter, task=NewTask(said["name"], said["due_on"], said.get("mediator", "")), **common)
