from typing import Any

from fengdan.matters.actions.agree import agree
from fengdan.matters.models import Matter
from fengdan.rulebook.agreements import Terms
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Story, Text, Tick


class Agree(StepForm):
    intro = "定稿后文字不能再改，只能作废重写。定稿会给出协议编号，打印后由各方签字、调解员签名、调委会盖章。"

    facts = Story("主要事实、争议事项和各方责任", 3000, rows=4)
    content = Story("协议内容", 3000, rows=5, hint="一条一行，写清谁给谁什么、多少。")
    performance = Text("履行方式", 300, hint="如：现金一次付清、转账到某账户、上门修复。")
    due = Text("履行时限", 120, hint="写到哪年哪月哪日，如：2026年12月1日前；当场给清的写“签字时当场履行”。")
    place = Text("履行地点", 120)
    confirmation_told = Tick("协议写了离婚、收养、房产归谁这类内容的：已告诉双方，这部分法院不给司法确认")

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        terms = Terms(said["facts"], said["content"], said["performance"], said["due"], said["place"])
        return agree(matter, terms=terms, confirmation_told=said["confirmation_told"], **common)
