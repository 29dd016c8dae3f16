from typing import Any

from fengdan.matters.actions.agree_orally import OralTerms, agree_orally
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.facts import CENTRE
from fengdan.teams.queries import mediators_by_team
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Choice, PastMoment, Story, Text, Tick


class AgreeOrally(StepForm):
    intro = "双方觉得不用写书面协议的，可以口头约定，自达成之日起生效（人民调解法第三十条）。"

    content = Story("怎么说定的", 1000, rows=4, hint="谁给谁什么、多少，或者谁做什么。")
    due = Text("哪天以前办", 120, required=False, hint="如：2026年12月1日前。")
    performed = Tick("当场已经办完")
    reached_at = PastMoment("什么时候说定的")
    mediator = Choice("谁调解的", empty="请选择调解员")
    both_agree = Tick("双方都同意这样办，不需要写书面协议", required=True)

    def prepare(self, page: MatterPage) -> None:
        self.fields["reached_at"].initial = self.at
        if page.facts.holder == CENTRE:  # settled at the desk, before anybody was given it
            self.offer("mediator", [("", "请选择调解员"), *mediators_by_team(self.at.astimezone(ZONE).date())])
        else:
            del self.fields["mediator"]

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        terms = OralTerms(
            said["content"],
            said["reached_at"],
            due=said["due"],
            performed=said["performed"],
            mediator=said.get("mediator", ""),
        )
        return agree_orally(matter, terms=terms, both_agree=said["both_agree"], **common)
