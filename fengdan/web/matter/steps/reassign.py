from typing import Any

from fengdan.matters.actions.reassign import reassign
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.web.matter.steps.proposing import Proposing
from fengdan.web.shared.fields import Text


class Reassign(Proposing):
    intro = "原来派给的团队、单位还没有接，改请别的来办；原来的负责人会收到通知，事项不会落空。"

    reason = Text("为什么改派", 400, hint="原来的和新的承办单位都会看到。")

    def prepare(self, page: MatterPage) -> None:
        self.fill(page, self.judge(page, but_not=page.facts.unit))

    def take(self, matter: Matter, **common: Any) -> Matter:
        return reassign(matter, **self.given(), **common)
