"""派单台: what waits to be given to somebody, who would be best, and who has how much in hand."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fengdan.matters.queries.dispatch import DISPATCH
from fengdan.matters.queries.dispatch import dispatch as everything
from fengdan.rulebook.proposing_words import RULE
from fengdan.web.shared.policy import roles
from fengdan.web.shared.request import Request


@roles(*DISPATCH)
@require_safe
def dispatch(request: Request) -> HttpResponse:
    context = {"dispatch": everything(request.actor, request.at), "now": request.at, "rule": RULE}
    return render(request, "home/dispatch.html", context)
