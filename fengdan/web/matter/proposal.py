"""The proposal behind an assignment, as it was; and whether it comes out the same when computed again today."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fengdan.matters.queries.page import matter_page
from fengdan.matters.queries.proposals import kept
from fengdan.rulebook.proposing_words import RULE
from fengdan.rulebook.sight import MAY_SEE_PROPOSALS
from fengdan.web.shared.policy import roles
from fengdan.web.shared.request import Request

MAX = 10_000


@roles(*MAY_SEE_PROPOSALS)
@require_safe
def proposal(request: Request, code: str, number: int) -> HttpResponse:
    page = matter_page(request.actor, code, request.at)
    found = kept(page.matter, number) if 0 < number <= MAX else None
    if found is None:
        raise Http404
    context = {"page": page, "kept": found, "rule": RULE}
    return render(request, "matter/proposal.html", context)
