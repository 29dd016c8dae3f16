from typing import Any

from fengdan.files.check import check
from fengdan.matters.actions.attach import attach
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.matters.queries.papers import attachable
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.attachment import Attachment
from fengdan.web.shared.fields import Choice


class Attach(StepForm):
    intro = "签好的文书拍照或者扫描，放到它的位置；纸质原件照样归入卷宗。"

    paper = Choice("哪一份文书")
    file = Attachment("扫描件", required=True, hint="照片或 PDF，一份；多页的请合成一个 PDF，或者逐页附上。")

    def prepare(self, page: MatterPage) -> None:
        """`picked` is the paper whose QR was scanned."""
        papers = attachable()
        self.offer("paper", papers)
        if self.picked in dict(papers):
            self.initial["paper"] = self.picked

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        return attach(matter, paper=said["paper"], file=check(said["file"], "file"), **common)
