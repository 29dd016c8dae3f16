"""Paper to print: the slip a person takes home, the papers of a matter filled in or empty; and what was attached."""

import re
from typing import Any

import segno
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from fengdan.catalogue.centre import reached_at
from fengdan.files.headers import download_headers
from fengdan.files.models import StoredFile
from fengdan.files.store import Damaged, read
from fengdan.journal.write import enter
from fengdan.matters.queries.follow import PROMISED, promised
from fengdan.matters.queries.page import matter_page
from fengdan.matters.queries.papers import filled
from fengdan.matters.queries.reach import reach
from fengdan.matters.reveal import reveal
from fengdan.paperwork.kinds import KINDS
from fengdan.paperwork.paper import PARTY_ITEMS
from fengdan.paperwork.printed import printed
from fengdan.rulebook.actor import FIELD, Role
from fengdan.rulebook.deadlines import FIRST_REPLY
from fengdan.rulebook.sight import may_print_slip
from fengdan.web.shared.links import public_address
from fengdan.web.shared.policy import roles, signed_in
from fengdan.web.shared.request import Request

COUNT = re.compile("[0-9]{1,4}", re.ASCII)


@roles(Role.CLERK, Role.DUTY, *FIELD)
@require_safe
def slip(request: Request, code: str) -> HttpResponse:
    page = matter_page(request.actor, code, request.at)
    if not may_print_slip(request.actor, page.facts.origin):
        raise Http404
    address = public_address(request, reverse("follow_token", args=[page.matter.token]))
    running = {clock.code: clock for clock in page.clocks}
    promise = running.get(promised(page.facts.stage, running) or "")
    context = {
        "page": page,
        "qr": segno.make(address, error="m").svg_data_uri(scale=4, border=2),
        "follow": public_address(request, reverse("follow")),
        "received_by": page.history[-1].who,
        "phone": reached_at(page.matter.origin),
        "first_reply": running.get(FIRST_REPLY),
        "clock": promise,
        "promised": PROMISED[promise.code] if promise else "",
    }
    return render(request, "matter/slip.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: Request, code: str, kind: str) -> HttpResponse:
    """A paper filled from the matter. One with the parties' data in full is posted for and entered like any reveal.

    `n` says which of several sessions or calls it is about.
    """
    page = matter_page(request.actor, code, request.at)
    posted = request.method == "POST"
    number = (request.POST if posted else request.GET).get("n", "0")
    sheet = filled(page, kind, int(number)) if COUNT.fullmatch(number) else None
    if sheet is None:
        raise Http404
    if sheet.kind.parties != posted:
        return HttpResponseNotAllowed(["POST"] if sheet.kind.parties else ["GET", "HEAD"])
    if posted:
        reveal(page.matter, reason="paper", actor=request.actor, at=request.at)
    scan_here = request.build_absolute_uri(f"{reverse('step', args=[code, 'attach'])}?pick={kind}")
    qr = segno.make(scan_here, error="m").svg_data_uri(scale=4, border=2)
    context = {"sheet": sheet, "qr": qr, "code": code}
    return _sheet(request, reverse("matter", args=[code]), context)


def _sheet(request: Request, back: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, "matter/paper.html", context | {"back": back, "party_items": PARTY_ITEMS})


@signed_in
@require_safe
def papers(request: Request) -> HttpResponse:
    """The empty forms, for where there is no power or no machine."""
    return render(request, "matter/papers.html", {"kinds": KINDS})


@signed_in
@require_safe
def blank(request: Request, kind: str) -> HttpResponse:
    """One form with nothing in it, to fill in by hand."""
    if kind not in KINDS:
        raise Http404
    return _sheet(request, reverse("papers"), {"sheet": printed(KINDS[kind]), "qr": ""})


@signed_in
@require_safe
def attachment(request: Request, code: str, file: int) -> HttpResponse:
    """What was attached to an answer of this matter, or the scan of a paper. A look is entered in the journal."""
    matter = get_object_or_404(reach(request.actor), code=code)
    here = Q(pk__in=matter.replies.values("attachment")) | Q(pk__in=matter.scans.values("file"))
    here |= Q(pk__in=matter.tasks.values("attachment"))
    kept = get_object_or_404(StoredFile, here, pk=file)
    try:
        data = read(kept)
    except Damaged as fault:
        told = {"title": "附件打不开", "advice": f"{fault.reason}，请联系系统管理员。"}
        return render(request, "shared/errors.html", told, status=410)
    enter(act="attachment", actor_id=request.actor.id, at=request.at, subject=matter.code, facts={"file": kept.pk})
    return HttpResponse(data, headers=download_headers(kept, inline=True))
