"""Paper to print: the slip a person takes home, and the agreement everybody signs."""

import segno
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from fengdan.files.headers import download_headers
from fengdan.files.store import Damaged, read
from fengdan.journal.write import enter
from fengdan.matters.queries.follow import PROMISED, promised
from fengdan.matters.queries.page import matter_page
from fengdan.matters.queries.reach import reach
from fengdan.matters.reveal import reveal
from fengdan.rulebook.actor import FIELD, Role
from fengdan.rulebook.facts import CENTRE
from fengdan.rulebook.sight import may_print_slip
from fengdan.units.models import Unit
from fengdan.web.shared.policy import roles, signed_in
from fengdan.web.shared.request import Request


@roles(Role.CLERK, Role.DUTY, *FIELD)
@require_safe
def slip(request: Request, code: str) -> HttpResponse:
    page = matter_page(request.actor, code, request.at)
    if not may_print_slip(request.actor, page.facts.origin):
        raise Http404
    address = _public(request, reverse("follow_token", args=[page.matter.token]))
    running = {clock.code: clock for clock in page.clocks}
    promise = running.get(promised(page.facts.stage, running) or "")
    context = {
        "page": page,
        "qr": segno.make(address, error="m").svg_data_uri(scale=4, border=2),
        "follow": _public(request, reverse("follow")),
        "received_by": page.history[-1].who,
        "phone": page.matter.origin.phone or Unit.objects.get(pk=CENTRE).phone,
        "clock": promise,
        "promised": PROMISED[promise.code] if promise else "",
    }
    return render(request, "matter/slip.html", context)


@signed_in
@require_POST
def agreement(request: Request, code: str) -> HttpResponse:
    """The sheet carries ID numbers and telephones in full, so printing it is entered in the journal like any reveal."""
    page = matter_page(request.actor, code, request.at)
    if page.agreement is None:
        raise Http404
    reveal(page.matter, reason="paper", actor=request.actor, at=request.at)
    return render(request, "matter/agreement.html", {"page": page, "agreement": page.agreement})


@signed_in
@require_safe
def attachment(request: Request, code: str, file: int) -> HttpResponse:
    """What was attached to an answer of this matter. Looking at it is entered in the journal."""
    matter = get_object_or_404(reach(request.actor), code=code)
    row = get_object_or_404(matter.replies.select_related("attachment"), attachment_id=file)
    assert row.attachment is not None
    try:
        data = read(row.attachment)
    except Damaged as fault:
        told = {"title": "附件打不开", "advice": f"{fault.reason}，请联系系统管理员。"}
        return render(request, "shared/errors.html", told, status=410)
    facts = {"file": row.attachment.pk}
    enter(act="attachment", actor_id=request.actor.id, at=request.at, subject=matter.code, facts=facts)
    return HttpResponse(data, headers=download_headers(row.attachment, inline=True))


def _public(request: Request, path: str) -> str:
    """An address as a villager's phone reaches it: desks often sit on a network of their own."""
    return settings.PUBLIC_URL + path if settings.PUBLIC_URL else request.build_absolute_uri(path)
