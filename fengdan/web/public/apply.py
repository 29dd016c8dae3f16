"""网上登记: somebody tells the centre what happened, from a telephone, without an account."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import segno
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fengdan.catalogue.centre import centre
from fengdan.catalogue.models import MatterType
from fengdan.matters.actions.register import Registration, register
from fengdan.matters.entry import Once
from fengdan.matters.facts import facts_of
from fengdan.matters.models import Matter
from fengdan.matters.parties import PartyDetails
from fengdan.matters.queries.ordered import progress_of_order
from fengdan.people import throttle
from fengdan.rulebook.actor import ONLINE
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.facts import Side
from fengdan.rulebook.guess import guess_type
from fengdan.rulebook.sources import Source
from fengdan.units.models import Area
from fengdan.web.public.holder import DONE, Door, outcome, private
from fengdan.web.shared.fields import Choice, Phone, Story, Text, Tick
from fengdan.web.shared.forms import Form
from fengdan.web.shared.links import public_address
from fengdan.web.shared.policy import public
from fengdan.web.shared.request import Request

APPLIED = Door("applied", "fengdan.applied", "applied")  # holds a matter just told here
PER_ADDRESS = 30  # a whole village may sit behind one address
WHO = "请写上和谁有矛盾；不知道名字的，写您知道的，比如“楼上邻居”。"


class ApplyForm(Form):
    name = Text("您怎么称呼", 60, hint="写真实姓名，我们好联系您。")
    phone = Phone("您的电话", hint="我们打这个电话回复您。")
    story = Story("什么事，想怎么解决", 2000, rows=6)
    other = Text("和谁", 60, required=False, hint="人名或者单位；不知道名字的，写您知道的。办事、咨询的不用写。")
    town = Choice("在哪个乡镇", empty="请选择乡镇")
    agreed = Tick("我看过上面的说明，同意这样使用我写的内容", required=True)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        towns = Area.objects.filter(kind=Area.Kind.TOWNSHIP).order_by("code").values_list("code", "name")
        self.fields["town"].choices = [("", "请选择乡镇"), *towns]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The type is guessed; a dispute has somebody on the other side."""
        said = super().clean() or self.cleaned_data
        said["kind"] = self.kind_of(said.get("story", ""))
        dispute = MatterType.objects.get(pk=said["kind"]).kind == MatterType.Kind.DISPUTE
        if dispute and not said.get("other") and not self.errors.keys() & {"other", "story"}:
            self.add_error("other", WHO)
        return said

    def kind_of(self, story: str) -> str:
        """The code of the type this seems to be."""
        return guess_type(story, dict(MatterType.objects.values_list("code", "keywords")))

    def told(self) -> Registration:
        said = self.cleaned_data
        parties = [PartyDetails(Side.APPLICANT, said["name"], said["phone"])]
        if said["other"]:
            parties.append(PartyDetails(Side.RESPONDENT, said["other"]))
        return Registration(
            channel=Source.ONLINE,
            matter_type=said["kind"],
            area=said["town"],
            story=said["story"],
            parties=tuple(parties),
            people=0,
        )


@public
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: Request) -> HttpResponse:
    form = ApplyForm(request.POST if request.method == "POST" else None, at=request.at)
    made: list[Matter] = []
    status = outcome(form, lambda: made.append(unhurried(request, lambda: _register(request, form))))
    if status == DONE:
        return APPLIED.let_in(request, made[0].pk)
    return render(request, "public/apply.html", {"form": form, "centre": centre()}, status=status)


def _register(request: Request, form: ApplyForm) -> Matter:
    return register(form.told(), actor=ONLINE, at=request.at, once=Once(*form.once_key()))


def unhurried(request: Request, act: Callable[[], Matter]) -> Matter:
    """Register, unless more came from this address than people write. Raises Refused."""
    keys = [throttle.key("apply-address", request.META.get("REMOTE_ADDR", ""), PER_ADDRESS)]
    until = throttle.held_until(keys, request.at)
    if until is not None:
        clock = f"{until.astimezone(ZONE) + timedelta(seconds=59):%H:%M}"
        raise Refused(f"刚才从这里提交的比较多，请在 {clock} 以后再提交，您写的内容还在。急事请打电话或到窗口。")
    try:
        return act()
    finally:  # what is refused counts as well, or one could ask who is tied to whom again and again
        throttle.failed(keys, request.at)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def applied(request: Request) -> HttpResponse:
    """Code, PIN and QR of what was told here in the last half hour; POST: they are taken down, away with them."""
    if request.method == "POST":
        return APPLIED.leave()
    held = APPLIED.held(request)
    if held is None:
        return redirect("apply")
    matter = Matter.objects.get(pk=held)
    address = public_address(request, reverse("follow_token", args=[matter.token]))
    context = {
        "code": matter.code,
        "pin": matter.pin,
        "qr": segno.make(address, error="m").svg_data_uri(scale=4, border=2),
        "centre": centre(),
        "order": progress_of_order(matter, facts_of(matter), None, request.at),
    }
    return private(render(request, "public/applied.html", context))
