"""督办台: what is late, whose telephone, what waits for a signature, a reply, a judgement; kept up to date."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fengdan.matters.queries.watch import WATCHERS
from fengdan.matters.queries.watch import watch as watched
from fengdan.rulebook.actor import Role
from fengdan.web.shared.part import part_of
from fengdan.web.shared.policy import roles
from fengdan.web.shared.request import Request


@roles(*WATCHERS)
@require_safe
def watch(request: Request) -> HttpResponse:
    """The whole page; or `?part=1` what stands in it, and 304 while that is what the browser has."""
    context = {
        "watch": watched(request.actor, request.at),
        "now": request.at,
        "signs": request.actor.has(Role.DIRECTOR),
        "judges": request.actor.has(Role.SUPERVISOR, Role.DIRECTOR),
    }
    if "part" not in request.GET:
        return render(request, "home/watch.html", context)
    return part_of(request, "home/watch_part.html", context)
