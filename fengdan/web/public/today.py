"""今日窗口 and 权责: who is on duty where today, and who answers for what."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from fengdan.duty.answers import duties as answers
from fengdan.duty.board import board
from fengdan.web.shared.kept import kept
from fengdan.web.shared.policy import public
from fengdan.web.shared.request import Request


@public
@require_safe
@kept
def today(request: Request) -> HttpResponse:
    return render(request, "public/today.html", {"board": board(localdate(request.at))})


@public
@require_safe
@kept
def duties(request: Request) -> HttpResponse:
    return render(request, "public/duties.html", {"duties": answers(localdate(request.at))})
