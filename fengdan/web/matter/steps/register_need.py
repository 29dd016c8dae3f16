from typing import Any

from fengdan.matters.actions.register_need import Unmet, register_need
from fengdan.matters.models import Matter, Need
from fengdan.matters.queries.needs import next_workday
from fengdan.matters.queries.page import MatterPage
from fengdan.web.matter.steps.base import StepForm, party_choices
from fengdan.web.shared.fields import Choice, Day, Several, Story, Text


class RegisterNeed(StepForm):
    intro = "现在办不到、一时办不到的也记下来：由值班领导统筹安排，到期以前一定答复本人。"

    party = Choice("谁提出来的", required=False, radio=True)
    kinds = Several("需要什么", Need.Kind.choices)
    words = Story("具体说说", 500, rows=3, hint="如：晚上七点以后，到家里，会说陇西话的女调解员。")
    cause = Choice("为什么现在安排不了", Need.Cause.choices, radio=True)
    why = Text("为什么，写清楚一点", 200, hint="如：会方言的女调解员本周都有调解。")
    next_on = Day("下一次跟进", hint="哪个工作日再看这件事。")

    def prepare(self, page: MatterPage) -> None:
        self.offer("party", [*party_choices(page), ("", "没有说是谁")])
        self.fields["next_on"].initial = next_workday(self.at)

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        party = int(said["party"]) if said["party"] else None
        unmet = Unmet(said["kinds"], said["words"], said["cause"], said["why"], said["next_on"], party)
        return register_need(matter, unmet=unmet, **common)
