from typing import Any

from django import forms

from fengdan.matters.actions.archive import archive
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Several, Text

MOST_PAGES = 9999


class Archive(StepForm):
    papers = Several("卷宗里已有的材料", required=False, hint="对照纸质材料逐项勾选，缺一项不能归档；已扫描的先勾上。")
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

    def prepare(self, page: MatterPage) -> None:
        self.offer("papers", page.papers)
        self.initial["papers"] = [scan.paper for scan in page.scans]

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        return archive(matter, pages=said["pages"], shelf=said["shelf"], papers=said["papers"], **common)
