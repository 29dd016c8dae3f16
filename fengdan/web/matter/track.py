"""当事人看到的进度: what a party reads of their matter, for the clerk to read to them on the telephone."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from fengdan.matters.queries.follow import followed
from fengdan.matters.queries.reach import reach
from fengdan.web.shared.policy import signed_in
from fengdan.web.shared.request import Request


@signed_in
@require_safe
def track(request: Request, code: str) -> HttpResponse:
    matter = get_object_or_404(reach(request.actor).only("pk"), code=code)
    return render(request, "matter/track.html", {"it": followed(matter.pk, request.at)})
