from typing import Any

from fengdan.matters.actions.plan_need import Planned, plan_need
from fengdan.matters.models import Matter
from fengdan.matters.queries.needs import DESK, arrangers, next_workday
from fengdan.matters.queries.page import MatterPage
from fengdan.rulebook.facts import CENTRE
from fengdan.web.matter.steps.needs import NeedForm
from fengdan.web.shared.fields import Choice, Day, Story


class PlanNeed(NeedForm):
    words = Story("怎么安排", 500, rows=3, hint="本人查进度时能看到：打算怎么办、大概什么时候。不要写别人的情况。")
    unit = Choice("由谁落实", radio=True)
    next_on = Day("下一次跟进", hint="哪个工作日再看这件事。")

    def prepare(self, page: MatterPage) -> None:
        super().prepare(page)
        self.offer("unit", [(CENTRE, DESK), *arrangers(page.facts)])
        self.fields["unit"].initial = CENTRE
        self.fields["next_on"].initial = next_workday(self.at)

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        planned = Planned(said["words"], said["next_on"], said["unit"])
        return plan_need(matter, planned=planned, **self.seen_row(), **common)
