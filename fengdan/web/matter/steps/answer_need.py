from typing import Any

from fengdan.matters.actions.answer_need import Answered, answer_need
from fengdan.matters.models import Matter, Need
from fengdan.web.matter.steps.needs import NeedForm
from fengdan.web.shared.fields import Choice, Story


class AnswerNeed(NeedForm):
    exit = Choice("结果", Need.Exit.choices, radio=True)
    told = Story("怎么答复本人的", 500, rows=3, hint="本人查进度时能看到：安排在哪天、去哪里办，或者为什么办不了。")
    how = Choice("用什么方式告诉的", Need.How.choices, radio=True)

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        answered = Answered(said["exit"], said["told"], said["how"])
        return answer_need(matter, answered=answered, **self.seen_row(), **common)
