"""批量建账号: a live county's liaisons and mediators get accounts, a sheet of password slips at a time."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from fengdan.rulebook.actor import Role
from fengdan.teams.roster import BATCH, make_next, missing
from fengdan.web.shared.policy import roles
from fengdan.web.shared.request import Request


@roles(Role.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def roster(request: Request) -> HttpResponse:
    """POST makes the next accounts; their passwords stand on this one answer, to be printed, and nowhere else."""
    if request.method == "POST":
        made = make_next(actor=request.actor, at=request.at)
        return render(request, "manage/roster_sheet.html", {"made": made, "left": len(missing())})
    return render(request, "manage/roster.html", {"missing": missing(), "batch": BATCH})
