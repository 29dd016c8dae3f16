from typing import Any

from fengdan.matters.actions.change_mediator import change_mediator
from fengdan.matters.models import Matter
from fengdan.matters.queries.conflicts import KeptOff
from fengdan.matters.queries.page import MatterPage
from fengdan.rulebook.conflicts import DECLARATION
from fengdan.web.matter.steps.base import StepForm, why_another
from fengdan.web.shared.fields import Choice, Several, Text, Tick

NAMED = ("mediator", "assistants", "order_reason", "no_conflict", "reason")


class ChangeMediator(StepForm):
    template = "matter/appoint.html"
    intro = "双方可以要求更换调解员。新的承办人马上会收到通知，原来的承办人不再看到本件。"

    mediator = Choice("由谁承办", radio=True)
    assistants = Several("共同承办", required=False, hint="可以不选；勾选的人和承办人一起调解。")
    order_reason = why_another()
    no_conflict = Tick("已确认：承办的人与双方都没有需要回避的关系", required=True, hint=DECLARATION)
    reason = Text("为什么更换", 200, hint="要回避的，写“回避”就行，不要写是什么关系，别人看得到。")

    kept_off: list[KeptOff] = []

    def prepare(self, page: MatterPage) -> None:
        if not (page.order and page.order.stands):
            self.drop("order_reason")
        self.offer("mediator", page.able.free)
        self.offer("assistants", page.able.free)
        self.kept_off = page.able.kept_off
        self.fields["mediator"].initial = page.matter.mediator_id
        self.fields["assistants"].initial = [code for code, _ in page.people.beside]

    def take(self, matter: Matter, **common: Any) -> Matter:
        chosen = {name: self.cleaned_data[name] for name in NAMED if name in self.cleaned_data}
        return change_mediator(matter, **chosen, **common)
