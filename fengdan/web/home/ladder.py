"""五级办理: how much each level settles and holds, and what climbed."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fengdan.matters.queries.ladder import MAY_LOOK, SPAN_LABELS, Span, ladder_shares
from fengdan.web.shared.policy import roles
from fengdan.web.shared.request import Request


@roles(*MAY_LOOK)
@require_safe
def ladder(request: Request) -> HttpResponse:
    asked = request.GET.get("span", "")
    span = Span(asked) if asked in set(Span) else Span.MONTH
    context = {"shares": ladder_shares(request.actor, span, request.at), "span": span, "spans": SPAN_LABELS}
    return render(request, "home/ladder.html", context)
