from typing import Any

from fengdan.matters.actions.answer import answer
from fengdan.matters.models import Matter
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Story


class Answer(StepForm):
    intro = "来人只是问事、问政策，当场说清楚了的，在这里记下答复，事项同时办结。"

    text = Story("怎么答复的", 1000, rows=5, hint="问的是什么，怎么答复的，来人是否听明白。")

    def take(self, matter: Matter, **common: Any) -> Matter:
        return answer(matter, text=self.cleaned_data["text"], **common)
