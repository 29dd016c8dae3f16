from typing import Any

from fengdan.matters.actions.reject import reject
from fengdan.matters.models import Matter
from fengdan.rulebook.rejecting import INSTEAD, REJECTION_LABELS
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Choice, Story


class Reject(StepForm):
    intro = "不予受理的，要告诉来人为什么、还能走哪条路。下面每个理由后面的话会印在不予受理告知书上。"

    code = Choice(
        "为什么不予受理",
        [(code.value, f"{label}。{INSTEAD[code]}") for code, label in REJECTION_LABELS.items()],
        radio=True,
    )
    explanation = Story("具体情况", 500, rows=3, hint="依据的事实和条款，如：哪个机关、哪天已经受理。")

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        return reject(matter, code=said["code"], explanation=said["explanation"], **common)
