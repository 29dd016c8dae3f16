"""取号叫号: the next number for whoever comes in, and the next one called to a window."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from fengdan.duty import numbers as hall
from fengdan.rulebook.errors import Refused
from fengdan.units.models import Ticket
from fengdan.web.shared.forms import Form
from fengdan.web.shared.numbers import version_of
from fengdan.web.shared.policy import roles
from fengdan.web.shared.request import Request

INVALID, REFUSED = 422, 409


@roles(*hall.CALLERS)
@require_safe
def numbers(request: Request) -> HttpResponse:
    """`?given=` is the number given just now, to be told or written down."""
    given = Ticket.objects.filter(
        pk=max(version_of(request.GET.get("given", "")), 0), day=localdate(request.at)
    ).first()
    return _page(request, given=given)


@roles(*hall.CALLERS)
@require_POST
def number_give(request: Request) -> HttpResponse:
    try:
        once, _ = Form(request.POST, at=request.at).once_key()
    except Refused as no:
        return _page(request, wrong=no.reason, status=INVALID)
    try:
        queue = request.POST.get("queue", "")
        ticket = hall.give(queue if queue.isprintable() else "", once=once, actor=request.actor, at=request.at)
    except Refused as no:
        return _page(request, wrong=no.reason, status=REFUSED)
    return redirect(f"/numbers/?given={ticket.pk}")


@roles(*hall.CALLERS)
@require_POST
def number_call(request: Request, window: str) -> HttpResponse:
    try:
        hall.call(window, after=version_of(request.POST.get("after", "")), actor=request.actor, at=request.at)
    except Refused as no:
        if no.field == "window":
            raise Http404 from no
        return _page(request, wrong=no.reason, status=REFUSED)
    return redirect("numbers")


@roles(*hall.CALLERS)
@require_POST
def number_again(request: Request, ticket: int) -> HttpResponse:
    try:
        hall.call_again(ticket, actor=request.actor, at=request.at)
    except Refused as no:
        raise Http404 from no
    return redirect("numbers")


def _page(request: Request, *, given: Ticket | None = None, wrong: str = "", status: int = 200) -> HttpResponse:
    day = localdate(request.at)
    context = {
        "queues": hall.queues(day),
        "windows": hall.windows(day),
        "given": str(given) if given else "",
        "wrong": wrong,
        "form": Form(at=request.at),
    }
    return render(request, "home/numbers.html", context, status=status)
