from typing import Any

from fengdan.matters.actions.agree import agree
from fengdan.matters.models import Matter
from fengdan.rulebook.agreements import Terms, warnings
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Story, Text, Tick


class Agree(StepForm):
    intro = "定稿后文字不能再改，只能作废重写。定稿会给出协议编号，打印后由各方签字、调解员签名、调委会盖章。"

    facts = Story("主要事实和争议事项", 3000, rows=4)
    content = Story("协议内容", 3000, rows=5, hint="一条一行，写清谁给谁什么、多少。")
    performance = Text("履行方式", 300, hint="如：现金一次付清、转账到某账户、上门修复。")
    due = Text("履行时限", 120, hint="写到哪年哪月哪日，如：2026年12月1日前。")
    place = Text("履行地点", 120)
    told = Tick("内容涉及身份关系或权属的，已向双方说明法院不予司法确认")

    def _terms(self) -> Terms:
        said = self.cleaned_data
        return Terms(said["facts"], said["content"], said["performance"], said["due"], said["place"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not self.errors and not said["told"]:
            for warning in warnings(self._terms()):
                self.add_error("told", f"{warning}仍要这样写的，请向双方说明后勾选这一项。")
        return said

    def take(self, matter: Matter, **common: Any) -> Matter:
        return agree(matter, terms=self._terms(), **common)
