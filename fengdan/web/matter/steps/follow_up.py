from typing import Any, ClassVar

from fengdan.matters.actions.follow_up import Asked, follow_up
from fengdan.matters.models import FollowUp as Row
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.web.matter.steps.base import StepForm, party_choices
from fengdan.web.shared.fields import Choice, PastMoment, Story

YES = {"yes": True, "no": False}


class FollowUp(StepForm):
    template: ClassVar[str] = "matter/follow_up.html"

    party = Choice("问的是谁", radio=True)
    how = Choice("怎么问的", Row.How.choices, radio=True)
    asked_at = PastMoment("什么时候问的")
    reached = Choice("联系上了吗", [("yes", "联系上了"), ("no", "没有联系上")], radio=True)
    performed = Choice(
        "说定的办了吗",
        [("yes", "办了，或者正按约定在办"), ("no", "没有办"), ("", "没有约定要办的，或者没有问到")],
        required=False,
        radio=True,
    )
    satisfied = Choice("对处理满意吗", [("yes", "满意"), ("no", "不满意"), ("", "没有说")], required=False, radio=True)
    words = Story("说了什么", 500, rows=3, required=False, hint="联系上的必须写，用本人的话；没有联系上的写清情况。")

    def prepare(self, page: MatterPage) -> None:
        self.offer("party", party_choices(page))
        self.fields["asked_at"].initial = self.at

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        asked = Asked(
            party=int(said["party"]),
            how=said["how"],
            asked_at=said["asked_at"],
            reached=YES[said["reached"]],
            performed=YES.get(said["performed"]),
            satisfied=YES.get(said["satisfied"]),
            words=said["words"],
        )
        return follow_up(matter, asked=asked, **common)
