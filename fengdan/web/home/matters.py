"""All matters in reach: the newest, by stage, or by what somebody searches for."""

import re

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from fengdan.matters.queries.due import DUE_LABELS
from fengdan.matters.queries.search import SHOWN, find, listed, of_list
from fengdan.rulebook.stages import BOTH_STAGE_LABELS, Stage
from fengdan.web.shared.fields import Text
from fengdan.web.shared.forms import Form
from fengdan.web.shared.policy import signed_in
from fengdan.web.shared.request import Request

PAGE = re.compile("[1-9][0-9]{0,3}", re.ASCII)


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
    page = int(request.GET["page"]) if PAGE.fullmatch(request.GET.get("page", "")) else 1
    key = request.GET.get("due") or request.GET.get("list", "")
    list_ = of_list(request.actor, key, page, request.at) if key and not posted else None
    if searched:
        found = find(request.actor, form.cleaned_data["text"])
    elif list_:
        found = list_[1]
    else:
        found = listed(request.actor, stage, request.GET.get("before", ""))
    context = {
        "form": form,
        "found": found,
        "shown": SHOWN,
        "stage": "" if searched or list_ else stage,
        "list_of": (key, list_[0], page) if list_ else None,
        "due_labels": DUE_LABELS,
        "stages": BOTH_STAGE_LABELS,
        "searched": searched,
        "now": request.at,
    }
    return render(request, "home/matters.html", context, status=422 if posted and not searched else 200)
