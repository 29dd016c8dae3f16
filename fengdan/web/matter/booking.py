"""A booking as a file for somebody's own calendar."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from fengdan.matters.queries.meeting import meeting_of
from fengdan.matters.queries.reach import reach
from fengdan.web.shared.ics import ics
from fengdan.web.shared.policy import signed_in
from fengdan.web.shared.request import Request


@signed_in
@require_safe
def booking_file(request: Request, code: str, booking: int) -> HttpResponse:
    meeting = meeting_of(get_object_or_404(reach(request.actor), code=code), booking)
    if meeting is None:
        raise Http404
    return ics(meeting)
