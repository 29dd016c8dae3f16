from typing import Any, ClassVar

from fengdan.matters.actions.prepare import Plan, prepare
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.matter.steps.take import Take
from fengdan.web.shared.fields import Story

PARTS = ("plan", "attention", "invite", "questions")


class Prepare(StepForm):
    """The page to prepare by; `taking` is for the nonce of the other form on it, by which a leader takes the matter."""

    template: ClassVar[str] = "matter/prepare.html"

    plan = Story("打算怎么调", 2000, rows=4, hint="先和谁谈、从哪里谈起、想谈成什么样。")
    attention = Story("要注意什么", 1000, rows=3, required=False, hint="如：老人耳背；两家去年打过架，分开坐。")
    invite = Story("请谁参与", 500, rows=2, required=False, hint="亲属、邻居、村上、懂行的人；要各方同意。")
    questions = Story("要问什么", 1000, rows=3, required=False, hint="一行一个问题。")

    def prepare(self, page: MatterPage) -> None:
        self.about, self.taking = page.preparing, Take(at=self.at)
        if self.about.versions:
            for part in PARTS:
                self.fields[part].initial = getattr(self.about.versions[0], part)

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        return prepare(matter, plan=Plan(*(said[part] for part in PARTS)), **common)
