"""公示屏, the hall's television: who is on duty, which windows are open, which number goes where; no party's name."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from fengdan.duty.board import board
from fengdan.duty.numbers import called
from fengdan.web.shared.part import part_of
from fengdan.web.shared.policy import both_doors
from fengdan.web.shared.request import Request


@both_doors
@require_safe
def hall(request: Request) -> HttpResponse:
    """The whole page; or `?part=1` what stands in it, and 304 while that is what the screen has."""
    day = localdate(request.at)
    context = {"board": board(day), "called": called(day)}
    if "part" in request.GET:
        return part_of(request, "public/hall_part.html", context)
    return render(request, "public/hall.html", context)
