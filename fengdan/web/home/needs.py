"""待安排需求台账: why not now, what next, answered or not; on the screen and on paper."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fengdan.matters.queries.needs import READERS, ledger_of_needs
from fengdan.rulebook.actor import Role
from fengdan.rulebook.calendars import ZONE
from fengdan.web.shared.policy import roles
from fengdan.web.shared.request import Request

PLANNERS = (Role.DISPATCHER, Role.DUTY)


@roles(*READERS)
@require_safe
def needs(request: Request) -> HttpResponse:
    context = {"plans": request.actor.has(*PLANNERS), "answers": request.actor.has(*PLANNERS, Role.LEADER)}
    return render(request, "home/needs.html", _read(request) | context)


@roles(*READERS)
@require_safe
def needs_print(request: Request) -> HttpResponse:
    return render(request, "home/needs_print.html", _read(request))


def _read(request: Request) -> dict[str, object]:
    return {"groups": ledger_of_needs(request.actor), "now": request.at, "today": request.at.astimezone(ZONE).date()}
