from typing import Any

from fengdan.matters.actions.drop_task import drop_task
from fengdan.matters.models import Matter
from fengdan.web.matter.steps.tasks import TaskForm
from fengdan.web.shared.fields import Text


class DropTask(TaskForm):
    reason = Text("为什么不再需要", 200)

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        return drop_task(matter, task=int(said["task"]), reason=said["reason"], **common)
