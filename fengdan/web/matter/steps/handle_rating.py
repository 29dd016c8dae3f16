from typing import Any

from fengdan.matters.actions.handle_rating import handle_rating
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Choice, Story


class HandleRating(StepForm):
    intro = "先联系本人问清楚，再写怎么处理的；不能要求改评价。"

    rating = Choice("哪一条评价", radio=True)
    handling = Story("怎么处理的", 1000, rows=4, hint="问到了什么，改正了什么，怎么答复本人的。")

    def prepare(self, page: MatterPage) -> None:
        low = page.after.low
        self.offer("rating", [(str(row.id), f"{row.who}：{row.label}。{row.words}") for row in low])
        if low:
            self.fields["rating"].initial = str(low[0].id)

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        return handle_rating(matter, rating=int(said["rating"]), handling=said["handling"], **common)
