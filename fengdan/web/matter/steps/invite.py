from typing import Any

from fengdan.matters.actions.invite import invite
from fengdan.matters.models import Invitee, Matter
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Choice, Text, Tick


class Invite(StepForm):
    intro = "可以请亲属、邻里、同事，或者有专门知识、有威望的人一起劝说，要各方当事人都同意（人民调解法第二十条）。"

    name = Text("邀请谁", 60)
    capacity = Choice("以什么身份", Invitee.Capacity.choices, radio=True)
    all_agree = Tick("各方当事人都同意请这个人参与", required=True)

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        who = {name: said[name] for name in ("name", "capacity", "all_agree")}
        return invite(matter, **who, **common)
