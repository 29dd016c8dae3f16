from typing import Any

from fengdan.matters.actions.change_mediator import change_mediator
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.rulebook.calendars import ZONE
from fengdan.teams.queries import eligible_mediators
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Choice, Several, Text, Tick


class ChangeMediator(StepForm):
    intro = "双方可以要求更换调解员。新的承办人马上会收到通知，原来的承办人不再看到本件。"

    mediator = Choice("由谁承办", radio=True)
    assistants = Several("共同承办", required=False, hint="可以不选；勾选的人和承办人一起调解。")
    no_conflict = Tick("已确认：承办的人与双方都没有需要回避的关系", required=True)
    reason = Text("为什么更换", 200)

    def prepare(self, page: MatterPage) -> None:
        able = eligible_mediators(page.facts.unit, self.at.astimezone(ZONE).date())
        choices = [(row.pk, row.name) for row in able]
        self.offer("mediator", choices)
        self.offer("assistants", choices)
        self.fields["mediator"].initial = page.matter.mediator_id
        self.fields["assistants"].initial = [code for code, _ in page.people.beside]

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        chosen = {name: said[name] for name in ("mediator", "assistants", "no_conflict", "reason")}
        return change_mediator(matter, **chosen, **common)
