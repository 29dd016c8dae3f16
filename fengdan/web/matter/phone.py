"""电话点单: eight questions in the order one asks them; one save registers the matter and the order."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fengdan.matters.actions.order import Ordered
from fengdan.matters.actions.register import Registration
from fengdan.matters.actions.register_and_order import register_and_order
from fengdan.matters.entry import Once
from fengdan.matters.models import Matter
from fengdan.matters.parties import PartyDetails
from fengdan.rulebook.actor import Role
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.facts import Side
from fengdan.rulebook.orders import CHANNEL_LABELS, OrderChannel
from fengdan.rulebook.sources import Source
from fengdan.teams.models import Team
from fengdan.web.matter.types import guess_dispute
from fengdan.web.shared.areas import area_choices
from fengdan.web.shared.fields import Choice, Phone, Story, Text
from fengdan.web.shared.numbers import Whole
from fengdan.web.shared.policy import roles
from fengdan.web.shared.request import Request
from fengdan.web.shared.wishes import Needs

MOST_PEOPLE = 999
HOW = [(code.value, CHANNEL_LABELS[code]) for code in (OrderChannel.TELEPHONE, OrderChannel.DESK, OrderChannel.BOOKLET)]


class PhoneForm(Needs):
    """`channel` and `people` are no questions: whoever asks sees them."""

    channel = Choice("怎么点的", HOW, radio=True, initial=OrderChannel.TELEPHONE.value)
    people = Whole("一起来了几个人", 1, MOST_PEOPLE, initial=1, hint="打电话的填 1；一起来的算一批。")
    applicant_name = Text("您叫什么名字", 60)
    applicant_phone = Phone("打哪个电话能找到您")
    respondent_name = Text("和谁有矛盾", 60, hint="人名或者单位；不知道名字的，写知道的，如“楼上邻居”。")
    story = Story("什么事，想怎么解决", 5000, rows=4)
    area = Choice("在哪个乡镇、哪个村", empty="请选择乡镇或村（社区）")
    team = Choice("或者要哪个团队", required=False, empty="不选团队", hint="选团队的，不填编号。")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        teams = list(Team.objects.order_by("pk").values_list("pk", "unit__name"))
        self.fields["area"].choices = [("", "请选择乡镇或村（社区）"), *area_choices()]  # type: ignore[attr-defined]
        self.fields["team"].choices = [("", "不选团队"), *teams]  # type: ignore[attr-defined]

    def told(self) -> Registration:
        said = self.cleaned_data
        called = said["channel"] == OrderChannel.TELEPHONE
        return Registration(
            channel=Source.TELEPHONE if called else Source.WALK_IN,
            matter_type=guess_dispute(said["story"]),
            area=said["area"],
            story=said["story"],
            parties=(
                PartyDetails(Side.APPLICANT, said["applicant_name"], said["applicant_phone"]),
                PartyDetails(Side.RESPONDENT, said["respondent_name"]),
            ),
            people=0 if called else said["people"],
        )

    def ordered(self) -> Ordered:
        said = self.cleaned_data
        wanted = {"team": said["team"], "mediators": self.mediators(), "needs": tuple(said["needs"])}
        return Ordered(channel=said["channel"], words=said["words"], people=said["people"], **wanted)


@roles(Role.CLERK, Role.DUTY)
@require_http_methods(["GET", "HEAD", "POST"])
def order_phone(request: Request) -> HttpResponse:
    """One page for the telephone and for the desk with the booklet."""
    form = PhoneForm(request.POST if request.method == "POST" else None, at=request.at)
    if not form.is_bound:
        return render(request, "matter/phone.html", {"form": form})
    if not form.is_valid():
        return render(request, "matter/phone.html", {"form": form}, status=422)
    try:
        matter = _save(request, form)
    except Refused as no:
        form.add_refused(no)
        return render(request, "matter/phone.html", {"form": form}, status=409)
    return redirect(f"{reverse('matter', args=[matter.code])}?done=order")


def _save(request: Request, form: PhoneForm) -> Matter:
    once = Once(*form.once_key())
    return register_and_order(form.told(), form.ordered(), actor=request.actor, at=request.at, once=once)
