"""我遇到了……: in plain words, with whom and where → what it is, where to go and whom to ring up. Nothing is kept."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from fengdan.catalogue.centre import centre
from fengdan.catalogue.items import finder
from fengdan.web.public.holder import private
from fengdan.web.shared.areas import area_choices
from fengdan.web.shared.fields import Choice, Text
from fengdan.web.shared.forms import Form
from fengdan.web.shared.policy import public
from fengdan.web.shared.request import Request


class FindForm(Form):
    what = Text("什么事", 200, required=False, hint="用平常话说，比如“邻居家水漏到我家”。不用写姓名和电话。")
    who = Choice("和谁", list(finder.WHO_LABELS.items()), required=False, empty="没有对方，或者说不清")
    place = Choice("在哪里", required=False, empty="不选也可以")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["place"].choices = [("", "不选也可以"), *area_choices()]  # type: ignore[attr-defined]


@public
@require_safe
def find(request: Request) -> HttpResponse:
    asked = request.GET if request.GET.keys() & {"what", "who", "place"} else None
    form = FindForm(asked, at=request.at)
    said = form.cleaned_data if form.is_bound and form.is_valid() else {}
    if said and not (said["what"] or said["who"]):
        form.add_error("what", "请写几个字，或者选一下和谁，我们好帮您找。")
    found = None
    if form.is_bound and form.is_valid():
        found = finder.find(said["what"], said["place"], said["who"], localdate(request.at))
    context = {"form": form, "found": found, "centre": centre()}
    return private(render(request, "public/find.html", context, status=422 if form.errors else 200))
