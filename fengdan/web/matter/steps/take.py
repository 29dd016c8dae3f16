from typing import Any

from fengdan.matters.actions.take import take
from fengdan.matters.models import Matter
from fengdan.matters.queries.conflicts import KeptOff
from fengdan.matters.queries.page import MatterPage
from fengdan.rulebook.conflicts import DECLARATION
from fengdan.web.matter.steps.base import StepForm, why_another
from fengdan.web.shared.fields import Choice, Several, Tick

OF_A_TEAM = ("mediator", "assistants", "order_reason", "no_conflict")


class Take(StepForm):
    template = "matter/appoint.html"

    mediator = Choice("由谁承办", radio=True)
    assistants = Several("共同承办", required=False, hint="可以不选；勾选的人和承办人一起调解。")
    order_reason = why_another()
    no_conflict = Tick("已确认：承办的人与双方都没有需要回避的关系", required=True, hint=DECLARATION)

    kept_off: list[KeptOff] = []

    def prepare(self, page: MatterPage) -> None:
        if not page.facts.with_team:
            self.drop(*OF_A_TEAM)
            return
        wanted = page.order.mediator if page.order else ""
        choices = sorted(
            ((code, f"{name}（点单）" if code == wanted else name) for code, name in page.able.free),
            key=lambda choice: choice[0] != wanted,
        )
        self.offer("mediator", choices)
        self.offer("assistants", choices)
        asked = page.asking.mediator if page.asking else ""
        if wanted in dict(choices):
            self.fields["mediator"].initial = wanted
        elif asked in dict(choices):
            self.fields["mediator"].initial = asked
            self.fields["mediator"].help_text = f"中心希望由{dict(choices)[asked]}承办；由您决定。"
        if not (page.order and page.order.stands):
            self.drop("order_reason")
        self.kept_off = page.able.kept_off

    def take(self, matter: Matter, **common: Any) -> Matter:
        chosen = {name: self.cleaned_data[name] for name in OF_A_TEAM if name in self.cleaned_data}
        return take(matter, **chosen, **common)
