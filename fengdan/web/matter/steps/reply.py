from typing import Any

from fengdan.files.check import check
from fengdan.matters.actions.reply import reply
from fengdan.matters.models import Matter
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.attachment import Attachment
from fengdan.web.shared.fields import Story, Text


class Reply(StepForm):
    intro = "中心审核后转告申请人；没有答清楚的会退回补充。"

    result = Story("办理结果", 3000, rows=5, hint="查到了什么，办了什么，怎么答复申请人。")
    basis = Text("依据", 400, hint="法律、法规、政策或者职责的名称和条款。")
    attachment = Attachment("附件", required=False, hint="照片或 PDF，一份；没有就不选。")

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        sent = said["attachment"]
        return reply(
            matter,
            result=said["result"],
            basis=said["basis"],
            attachment=check(sent, "attachment") if sent else None,
            **common,
        )
