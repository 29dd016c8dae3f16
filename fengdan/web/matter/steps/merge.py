from typing import Any

from fengdan.matters.actions.merge import merge
from fengdan.matters.models import Matter
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Story, Text


class Merge(StepForm):
    intro = "同一件事登记了两次的，把这一件并到还在办的那一件里。并案后本件办结，以后都在那一件上办；恢复办理可以分开。"

    into = Text("并入哪一件", 40, hint="那一件的事项编号，横线可以不打。")
    reason = Story("为什么并案", 300, rows=3, hint="凭什么看出是同一件事。")

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        return merge(matter, into=said["into"], reason=said["reason"], **common)
