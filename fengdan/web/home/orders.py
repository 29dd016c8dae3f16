"""点单一览: which orders wait for an answer or for the centre, and how many there were."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fengdan.matters.queries.orders import SEES_ORDERS, WAYS, counted, live_orders
from fengdan.web.shared.policy import roles
from fengdan.web.shared.request import Request


@roles(*SEES_ORDERS)
@require_safe
def orders(request: Request) -> HttpResponse:
    found = counted(request.actor, request.at)
    context = {
        "live": live_orders(request.actor),
        "tables": [(WAYS[by], rows) for by, rows in found.items()],
        "total": (sum(row.orders for row in found["week"]), sum(row.people for row in found["week"])),
        "now": request.at,
    }
    return render(request, "home/orders.html", context)
