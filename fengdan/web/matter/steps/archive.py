from typing import Any

from django import forms

from fengdan.matters.actions.archive import archive
from fengdan.matters.models import Matter
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Text, Tick

MOST_PAGES = 9999


class Archive(StepForm):
    template = "matter/archive.html"

    papers_in_file = Tick("已对照上面的清单核对纸质材料，齐全", required=True)
    pages = forms.IntegerField(
        label="卷宗页数",
        min_value=1,
        max_value=MOST_PAGES,
        error_messages={
            "required": "请填写“卷宗页数”。",
            "invalid": "“卷宗页数”应为整数，请重新填写。",
            "min_value": "“卷宗页数”至少是 1。",
            "max_value": f"“卷宗页数”不能超过 {MOST_PAGES}，请核对。",
        },
    )
    shelf = Text("存放位置", 40, hint="如：甲柜三层。")

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        return archive(
            matter, pages=said["pages"], shelf=said["shelf"], papers_in_file=said["papers_in_file"], **common
        )
