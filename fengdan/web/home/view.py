"""The work page: what waits for each hat, and what was just told to it."""

import re

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from fengdan.catalogue.front import front
from fengdan.matters.queries import due, inbox
from fengdan.matters.queries.booked import coming_up
from fengdan.matters.queries.calls import calls
from fengdan.matters.queries.desk import work_lists
from fengdan.matters.queries.first_calls import first_calls
from fengdan.rulebook.actor import FIELD, Role
from fengdan.rulebook.steps import STEPS
from fengdan.web.shared.kept import kept
from fengdan.web.shared.policy import both_doors, opens, signed_in
from fengdan.web.shared.request import Request

LETTER_ID = re.compile(r"[0-9]{1,18}")


@both_doors
@require_safe
def home(request: Request) -> HttpResponse:
    """The work page for staff; the front door for everybody else."""
    if not request.actor.id and not opens("public"):
        return redirect("signin")
    if not request.actor.id:
        return _front(request)
    context = {
        "due": due.counts(request.actor, request.at),
        "first_calls": first_calls(request.actor, request.at) if request.actor.has(*due.WATCH) else [],
        "coming_up": coming_up(request.actor, request.at) if request.actor.has(Role.MEDIATOR) else [],
        "lists_of_work": work_lists(request.actor, request.at),
        "letters": inbox.inbox(request.actor),
        "calls": calls(request.actor),
        "done": STEPS.get(request.GET.get("done", "")),
        "may_report": request.actor.has(*FIELD),
        "now": request.at,
    }
    return render(request, "home/home.html", context)


@kept
def _front(request: Request) -> HttpResponse:
    return render(request, "public/front.html", {"front": front(localdate(request.at))})


@signed_in
@require_POST
def mark_read(request: Request) -> HttpResponse:
    """知道了."""
    ids = [int(text) for text in request.POST.getlist("letter")[:100] if LETTER_ID.fullmatch(text)]
    inbox.mark_read(request.actor, ids, request.at)
    return redirect("home")
