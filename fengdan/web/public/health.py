"""Whether this process can serve: for the people who run it."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from fengdan import __version__
from fengdan.catalogue.models import CalendarYear
from fengdan.database import triggers
from fengdan.web.shared.policy import public


@public
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 with version, engine, triggers and the last calendar year; 503 with the reason."""
    try:
        wrong = triggers.problems(connection)
        year = CalendarYear.objects.order_by("-year").values_list("year", flat=True).first()
    except DatabaseError:
        return JsonResponse({"ok": False, "reason": "数据库连不上"}, status=503)
    report = {"ok": not wrong, "version": __version__, "engine": connection.vendor, "calendar_year": year}
    if wrong:
        return JsonResponse(report | {"reason": "；".join(wrong)}, status=503)
    return JsonResponse(report | {"triggers": "ok"})
