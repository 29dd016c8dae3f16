from typing import Any

from fengdan.files.check import check
from fengdan.matters.actions.do_task import do_task
from fengdan.matters.models import Matter
from fengdan.web.matter.steps.tasks import TaskForm
from fengdan.web.shared.attachment import Attachment
from fengdan.web.shared.fields import Story


class DoTask(TaskForm):
    evidence = Story("办了什么", 1000, rows=3, hint="什么时候、办到了什么、有什么凭据。")
    attachment = Attachment("附件", required=False, hint="照片或 PDF，一份；没有就不选。")

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        sent = said["attachment"]
        file = check(sent, "attachment") if sent else None
        return do_task(matter, task=int(said["task"]), evidence=said["evidence"], attachment=file, **common)
