from typing import Any

from fengdan.matters.actions.ask_override import ask_override
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.matter.steps.letting_be import NOBODY, chosen, let_be_choices
from fengdan.web.shared.fields import Choice, Text


class AskOverride(StepForm):
    intro = "没有别人可以承办的，才申请破例。要另一个人（值班领导或主任）决定，两个人的理由都留着。"

    conflict = Choice("哪一项", radio=True)
    reason = Text("为什么破例", 300, hint="如：全县只有一人懂这个行当的账。")

    def prepare(self, page: MatterPage) -> None:
        offered = let_be_choices(page)
        self.offer("conflict", offered)
        if not offered:
            self.intro = NOBODY

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        return ask_override(matter, reason=said["reason"], **chosen(said["conflict"]), **common)
