"""The work page: what waits for each hat, and what was just told to it."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from fengdan.matters.queries.desk import work_lists
from fengdan.matters.queries.inbox import inbox, mark_read
from fengdan.web.shared.policy import public, signed_in
from fengdan.web.shared.request import Request


@public
@require_safe
def home(request: Request) -> HttpResponse:
    """The work page for staff; the front door for everybody else."""
    if not request.actor.id:
        return render(request, "public/front.html")
    context = {
        "lists_of_work": work_lists(request.actor, request.at),
        "notices": inbox(request.actor),
        "now": request.at,
    }
    return render(request, "home/home.html", context)


@signed_in
@require_POST
def put_away(request: Request) -> HttpResponse:
    """知道了."""
    ids = [int(text) for text in request.POST.getlist("letter") if text.isascii() and text.isdigit()]
    mark_read(request.actor, ids[:100], request.at)
    return redirect("home")
