"""来件办理回执: what the body that sent a matter hears back."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fengdan.matters.queries.page import MatterPage, matter_page
from fengdan.rulebook.facts import Side
from fengdan.rulebook.sight import MAY_ANSWER_SENDERS
from fengdan.web.shared.policy import roles
from fengdan.web.shared.request import Request

GIVEN = ("assign", "rule_on_return", "decide_conference", "reassign", "take")
TOLD = ("register", "respond", "accept", *GIVEN, "hold_session", "reopen")


@roles(*MAY_ANSWER_SENDERS)
@require_safe
def receipt(request: Request, code: str) -> HttpResponse:
    page = matter_page(request.actor, code, request.at)
    if page.intake.referral is None:
        raise Http404
    context = {
        "page": page,
        "referral": page.intake.referral,
        "applicants": [party.name for party in page.parties if party.side == Side.APPLICANT],
        "done": _done(page),
        "now": request.at,
    }
    return render(request, "matter/receipt.html", context)


def _done(page: MatterPage) -> list[tuple[object, str]]:
    """When what was done, oldest first; what was said meanwhile stays with the parties."""
    return [(told.at, told.title) for told in reversed(page.history) if told.step in TOLD]
