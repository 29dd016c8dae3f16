"""各单位未来几天: who will have too much to do, and on which day."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fengdan.matters.queries.load import WATCH, days_ahead, unit_loads
from fengdan.web.shared.policy import roles
from fengdan.web.shared.request import Request


@roles(*WATCH)
@require_safe
def load(request: Request) -> HttpResponse:
    loads = unit_loads(request.actor, request.at)
    most = max((many for each in loads for _, many in each.days), default=0)
    context = {"loads": loads, "days": days_ahead(request.at), "most": most, "now": request.at}
    return render(request, "home/load.html", context)
