"""排期日历: who meets where in a week, and what is free."""

from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fengdan.matters.queries.calendar import OPEN_TO, PLACES, SEES_ALL, week_of
from fengdan.rulebook.calendars import ZONE
from fengdan.web.shared.policy import roles
from fengdan.web.shared.request import Request

WEEK = timedelta(days=7)
NEAR = timedelta(days=366)  # further away nobody has agreed on anything


@roles(*OPEN_TO)
@require_safe
def calendar(request: Request) -> HttpResponse:
    today = request.at.astimezone(ZONE).date()
    monday = _monday(request.GET.get("week", ""), today)
    by = PLACES if request.GET.get("by") == PLACES else "people"
    context = {
        "week": week_of(request.actor, monday, by),
        "by": by,
        "all": request.actor.has(*SEES_ALL),
        "monday": monday,
        "before": monday - WEEK,
        "after": monday + WEEK,
        "today": today,
    }
    return render(request, "home/calendar.html", context)


def _monday(said: str, today: date) -> date:
    """Of the week asked for, or of this one."""
    try:
        day = date.fromisoformat(said)
    except ValueError:
        day = today
    day = day if abs(day - today) <= NEAR else today
    return day - timedelta(days=day.weekday())
