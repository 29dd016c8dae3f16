"""征求调解意见书: the letter that asks a party whether they are willing; its QR leads to where they answer."""

import segno
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from fengdan.matters.queries.invited import invited, token_of
from fengdan.matters.queries.page import matter_page
from fengdan.matters.reveal import reveal
from fengdan.rulebook.powers import why_not
from fengdan.web.shared.links import public_address
from fengdan.web.shared.policy import signed_in
from fengdan.web.shared.request import Request


@signed_in
@require_POST
def ask_sheet(request: Request, code: str, party: int) -> HttpResponse:
    """For whoever may ask, while it can be asked. The QR opens the answer, so printing it is entered in the journal."""
    page = matter_page(request.actor, code, request.at)
    token = token_of(party)
    asked = invited(party, request.at) if token and any(each.id == party for each in page.parties) else None
    if asked is None or why_not("ask_party", page.facts, request.actor, request.at):
        raise Http404
    reveal(page.matter, reason="paper", actor=request.actor, at=request.at)
    address = public_address(request, reverse("reply_token", args=[token]))
    context = {
        "asked": asked,
        "code": page.matter.code,
        "qr": segno.make(address, error="m").svg_data_uri(scale=4, border=2),
        "now": request.at,
    }
    return render(request, "matter/ask_sheet.html", context)
