"""All matters in reach: the newest, by stage, or by what somebody searches for."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from fengdan.matters.queries.search import SHOWN, find, listed
from fengdan.rulebook.stages import BOTH_STAGE_LABELS, Stage
from fengdan.web.shared.fields import Text
from fengdan.web.shared.forms import Form
from fengdan.web.shared.policy import signed_in
from fengdan.web.shared.request import Request


class SearchForm(Form):
    text = Text("编号、电话、身份证号，或姓名、经过里的字", 60)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def matters(request: Request) -> HttpResponse:
    """A search is posted: names and numbers have no business in an address."""
    posted = request.method == "POST"
    form = SearchForm(request.POST if posted else None, at=request.at)
    stage = request.GET.get("stage", "")
    stage = stage if stage in set(Stage) else ""
    searched = posted and form.is_valid()
    found = (
        find(request.actor, form.cleaned_data["text"])
        if searched
        else listed(request.actor, stage, request.GET.get("before", ""))
    )
    context = {
        "form": form,
        "found": found,
        "shown": SHOWN,
        "stage": "" if searched else stage,
        "stages": BOTH_STAGE_LABELS,
        "searched": searched,
        "now": request.at,
    }
    return render(request, "home/matters.html", context, status=422 if posted and not searched else 200)
