"""督办台: what is late, whose telephone, what waits for a signature, a reply, a judgement; kept up to date."""

import hashlib

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from fengdan.matters.queries.watch import WATCHERS
from fengdan.matters.queries.watch import watch as watched
from fengdan.rulebook.actor import Role
from fengdan.web.shared.policy import roles
from fengdan.web.shared.request import Request

TAG_LENGTH = 32


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
    part = render_to_string("home/watch_part.html", context, request)
    tag = f'"{hashlib.sha256(part.encode()).hexdigest()[:TAG_LENGTH]}"'
    same = request.headers.get("If-None-Match") == tag
    response = HttpResponse(status=304) if same else HttpResponse(part)
    response["ETag"] = tag
    return response
