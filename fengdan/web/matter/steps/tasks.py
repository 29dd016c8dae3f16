"""What the forms that close a task have in common."""

from fengdan.matters.queries.page import MatterPage
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Choice


class TaskForm(StepForm):
    """One of the open tasks; the address may say which."""

    task = Choice("哪一项", radio=True)

    def prepare(self, page: MatterPage) -> None:
        tasks = [(str(each.id), each.name) for each in page.tasks if each.open]
        self.offer("task", tasks)
        if self.picked in dict(tasks) or len(tasks) == 1:
            self.fields["task"].initial = self.picked or tasks[0][0]
