"""信件发送: what waits, what failed, and what nobody knows the end of, for a person to decide."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from fengdan.matters.queries.deliveries import count_deliveries, in_doubt, to_look_at
from fengdan.outbox.decide import DECISIONS, decide
from fengdan.outbox.deliver import oldest_waiting
from fengdan.rulebook.actor import Role
from fengdan.rulebook.errors import Refused
from fengdan.web.shared.policy import roles
from fengdan.web.shared.request import Request


@roles(Role.ADMIN, Role.DUTY)
@require_safe
def letters(request: Request) -> HttpResponse:
    return _page(request)


@roles(Role.ADMIN, Role.DUTY)
@require_POST
def letter_decide(request: Request, delivery: int) -> HttpResponse:
    row = in_doubt().filter(pk=delivery).first()
    if row is None:
        raise Http404
    try:
        decide(row, request.POST.get("decision", ""), actor_id=request.actor.id, at=request.at)
    except Refused as no:
        return _page(request, no.reason, status=409)
    return redirect("manage_letters")


def _page(request: Request, refused: str = "", status: int = 200) -> HttpResponse:
    context = {
        "counts": count_deliveries(),
        "deliveries": to_look_at(),
        "oldest": oldest_waiting(),
        "decisions": DECISIONS,
        "may_open": request.actor.has(Role.DUTY),
        "refused": refused,
    }
    return render(request, "manage/letters.html", context, status=status)
