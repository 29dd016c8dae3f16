"""约好的见面 for a party's own calendar: whoever holds the slip."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from fengdan.matters.models import Matter
from fengdan.matters.queries.meeting import meeting_of, newest
from fengdan.web.public.holder import SLIP
from fengdan.web.shared.ics import ics
from fengdan.web.shared.policy import public
from fengdan.web.shared.request import Request


@public
@require_safe
def follow_booking(request: Request) -> HttpResponse:
    held = SLIP.held(request)
    if held is None:
        return redirect("follow")
    matter = Matter.objects.only("code", "round").get(pk=held)
    booking = newest(matter)
    meeting = meeting_of(matter, booking) if booking else None
    if meeting is None:
        raise Http404
    return ics(meeting)
