"""Whether this process can serve, and how the loops are: for the people who run it."""

from django.db import DatabaseError, connection
from django.http import JsonResponse
from django.views.decorators.http import require_safe

from fengdan import __version__
from fengdan.catalogue.models import CalendarYear
from fengdan.database import triggers
from fengdan.loops.pulse import pulse
from fengdan.web.shared.policy import both_doors, unsettled
from fengdan.web.shared.request import Request


@unsettled
@both_doors
@require_safe
def healthz(request: Request) -> JsonResponse:
    """200 with what stands and what is late; 503 with the reason when nothing can be written safely."""
    try:
        wrong = triggers.problems(connection)
        year = CalendarYear.objects.order_by("-year").values_list("year", flat=True).first()
        loops = vars(pulse(request.at))
    except DatabaseError:
        return JsonResponse({"ok": False, "reason": "数据库连不上"}, status=503)
    report = {"ok": not wrong, "version": __version__, "engine": connection.vendor, "calendar_year": year} | loops
    if wrong:
        return JsonResponse(report | {"reason": "；".join(wrong)}, status=503)
    return JsonResponse(report | {"triggers": "ok"})
