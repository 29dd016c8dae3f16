from typing import Any

from fengdan.matters.actions.ask_help import ask_help
from fengdan.matters.models import Matter
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Story


class AskHelp(StepForm):
    intro = "上级单位会收到通知。事项仍由您承办。"

    text = Story("需要什么帮助", 500, rows=4)

    def take(self, matter: Matter, **common: Any) -> Matter:
        return ask_help(matter, text=self.cleaned_data["text"], **common)
