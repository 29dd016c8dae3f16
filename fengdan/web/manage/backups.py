"""备份: when the last ones were made, how big they are, how the last drill ended. Nothing can be taken from here."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fengdan.backup.keeping import DAYS, MONTHS, WEEKS
from fengdan.backup.schedule import failure
from fengdan.backup.shelf import last, shelved
from fengdan.rulebook.actor import Role
from fengdan.web.shared.policy import roles
from fengdan.web.shared.request import Request


@roles(Role.ADMIN, Role.DIRECTOR)
@require_safe
def backups(request: Request) -> HttpResponse:
    context = {
        "last": last(),
        "failure": failure(),
        "backups": shelved(),
        "kept": f"最近 {DAYS} 天、{WEEKS} 周、{MONTHS} 个月",
    }
    return render(request, "manage/backups.html", context)
