"""为什么是这一天: the limits of a matter, day by day."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fengdan.matters.queries.page import matter_page
from fengdan.rulebook.stages import CLOSED
from fengdan.web.shared.policy import signed_in
from fengdan.web.shared.request import Request


@signed_in
@require_safe
def clocks(request: Request, code: str) -> HttpResponse:
    context = {"page": matter_page(request.actor, code, request.at), "now": request.at, "closed": CLOSED}
    return render(request, "matter/clocks.html", context)
