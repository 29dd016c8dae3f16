"""The matter page: what happened, who holds it, what can be done now and why the rest cannot."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from fengdan.matters.queries.page import matter_page
from fengdan.matters.reveal import REASONS, reveal
from fengdan.rulebook.actor import Role
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.stages import STAGE_LABELS, STEPS, Stage
from fengdan.web.shared.policy import signed_in
from fengdan.web.shared.request import Request


@signed_in
@require_safe
def matter(request: Request, code: str) -> HttpResponse:
    return _page(request, code)


@signed_in
@require_POST
def reveal_contacts(request: Request, code: str) -> HttpResponse:
    """The same page with telephone, ID number and address in full, this once, entered in the journal."""
    found = matter_page(request.actor, code, request.at).matter
    try:
        reveal(found, reason=request.POST.get("reason", ""), actor=request.actor, at=request.at)
    except Refused as no:
        return _page(request, code, refusal=no.reason, status=422)
    return _page(request, code, revealed=True)


def _page(request: Request, code: str, *, revealed: bool = False, refusal: str = "", status: int = 200) -> HttpResponse:
    page = matter_page(request.actor, code, request.at, revealed=revealed)
    done = STEPS.get(request.GET.get("done", ""))
    context = {
        "page": page,
        "now": request.at,
        "done": done,
        "revealed": revealed,
        "refusal": refusal,
        "reasons": REASONS,
        "slip_allowed": request.actor.has(Role.CLERK, Role.DUTY),
        "stages": _spine(Stage(page.matter.stage)),
        "can": [step for step in page.steps if step.reason is None],
        "cannot": [step for step in page.steps if step.reason is not None and step.yours],
        "others": [step for step in page.steps if step.reason is not None and not step.yours],
    }
    return render(request, "matter/page.html", context, status=status)


def _spine(now: Stage) -> list[tuple[str, str]]:
    """The seven stages, each done, now or later."""
    order = list(Stage)
    reached = order.index(now)
    return [
        (STAGE_LABELS[stage], "done" if place < reached else "now" if place == reached else "later")
        for place, stage in enumerate(order)
    ]
