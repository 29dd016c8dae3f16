"""Paper to print: the slip a person takes home, and the agreement everybody signs."""

import segno
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from fengdan.matters.queries.page import matter_page
from fengdan.rulebook.actor import Role
from fengdan.web.shared.policy import roles, signed_in
from fengdan.web.shared.request import Request


@roles(Role.CLERK, Role.DUTY)
@require_safe
def slip(request: Request, code: str) -> HttpResponse:
    page = matter_page(request.actor, code, request.at)
    address = request.build_absolute_uri(reverse("follow_token", args=[page.matter.token]))
    context = {
        "page": page,
        "qr": segno.make(address, error="m").svg_data_uri(scale=4, border=2),
        "follow": request.build_absolute_uri(reverse("follow")),
        "received_by": page.history[-1].by.split(" · ")[0],
        "clock": page.clocks[0] if page.clocks else None,
    }
    return render(request, "matter/slip.html", context)


@signed_in
@require_safe
def agreement(request: Request, code: str) -> HttpResponse:
    page = matter_page(request.actor, code, request.at)
    if page.agreement is None:
        raise Http404
    return render(request, "matter/agreement.html", {"page": page, "agreement": page.agreement})
