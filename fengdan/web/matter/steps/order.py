from typing import Any

from fengdan.matters.actions.order import Ordered, order
from fengdan.matters.models import Matter
from fengdan.matters.queries.page import MatterPage
from fengdan.rulebook.orders import CHANNEL_LABELS, OrderChannel
from fengdan.teams.models import Team
from fengdan.web.matter.steps.base import StepForm, party_choices
from fengdan.web.shared.fields import Choice
from fengdan.web.shared.numbers import Whole
from fengdan.web.shared.wishes import Needs

MOST_PEOPLE = 999
HERE = [(code.value, label) for code, label in CHANNEL_LABELS.items() if code is not OrderChannel.ONLINE]


class PlaceOrder(StepForm, Needs):
    template = "matter/order.html"
    field_order = ("party", "channel", "choice1", "choice2", "choice3", "team", "needs", "words", "people")

    party = Choice("是哪一位点的", radio=True)
    channel = Choice("怎么点的", HERE, radio=True, initial=OrderChannel.DESK.value)
    team = Choice("或者选一个团队", required=False, empty="不选团队", hint="选团队的，上面不填编号。")
    people = Whole("一起来了几个人", 1, MOST_PEOPLE, initial=1, hint="一起来的算一批。")

    def prepare(self, page: MatterPage) -> None:
        self.intro = f"替来点单的当事人记下来：想请谁调解。告诉他：{self.promise}"
        self.offer("party", party_choices(page))
        self.fields["party"].initial = str(page.parties[0].id) if page.parties else ""
        teams = list(Team.objects.order_by("pk").values_list("pk", "unit__name"))
        self.fields["team"].choices = [("", "不选团队"), *teams]  # type: ignore[attr-defined]

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        ordered = Ordered(
            channel=said["channel"],
            team=said["team"],
            mediators=self.mediators(),
            needs=tuple(said["needs"]),
            words=said["words"],
            people=said["people"],
        )
        return order(matter, party=int(said["party"]), ordered=ordered, **common)
