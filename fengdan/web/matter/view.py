"""The matter page: what happened, who holds it, what can be done now and why the rest cannot."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from fengdan.matters.queries.invited import asked_by_letter
from fengdan.matters.queries.page import MatterPage, matter_page
from fengdan.matters.queries.papers import offered, other_scans
from fengdan.matters.queries.reach import reach
from fengdan.matters.reveal import REASONS
from fengdan.matters.reveal import reveal as enter_reveal
from fengdan.rulebook.actor import LIAISONS
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.sight import MAY_ANSWER_SENDERS, MAY_REPORT_UP, MAY_SEE_PROPOSALS, may_print_slip
from fengdan.rulebook.stages import spine
from fengdan.rulebook.steps import STEPS
from fengdan.rulebook.ticklist import STATE_LABELS
from fengdan.web.matter.buttons import buttons, far_off
from fengdan.web.matter.steps import FORMS, StepForm
from fengdan.web.shared.policy import signed_in
from fengdan.web.shared.request import Request


@signed_in
@require_safe
def matter(request: Request, code: str) -> HttpResponse:
    return _page(request, code)


@signed_in
@require_POST
def reveal(request: Request, code: str) -> HttpResponse:
    """The same page with telephone, ID number and address in full, this once, entered in the journal."""
    seen = get_object_or_404(reach(request.actor), code=code)
    try:
        enter_reveal(seen, reason=request.POST.get("reason", ""), actor=request.actor, at=request.at)
    except Refused as no:
        return _page(request, code, refusal=no.reason, status=422)
    return _page(request, code, revealed=True)


def _done(request: Request, page: MatterPage) -> str:
    """The step just taken, to be confirmed on top; an address that somebody made up confirms nothing."""
    wanted = request.GET.get("done", "")
    said = next((told.title for told in page.history if told.step == wanted), "")
    return STEPS[wanted].done(said) if said else ""


def _task(request: Request, page: MatterPage) -> tuple[str, StepForm] | None:
    """What a liaison came for, ready on the page: to sign for the matter, or the box for the answer."""
    if not page.facts.with_unit or page.facts.holder not in request.actor.units_as(*LIAISONS):
        return None
    for verb in ("take", "reply"):
        if any(step.name == verb and step.reason is None for step in page.steps):
            form = FORMS[verb](at=request.at)
            form.prepare(page)
            return verb, form
    return None


def _asked(page: MatterPage) -> set[int]:
    """The parties whose letter can be printed, by whoever may ask them and while they can be asked."""
    may_ask = any(step.name == "ask_party" and step.reason is None for step in page.steps)
    return asked_by_letter(page.matter) if may_ask else set()


def _page(request: Request, code: str, *, revealed: bool = False, refusal: str = "", status: int = 200) -> HttpResponse:
    page = matter_page(request.actor, code, request.at, revealed=revealed)
    cannot = [step for step in page.steps if step.reason is not None and step.yours]
    sheets = offered(page)
    context = {
        "page": page,
        "now": request.at,
        "done": _done(request, page),
        "revealed": revealed,
        "refusal": refusal,
        "reasons": REASONS,
        "asked": _asked(page),
        "slip_allowed": may_print_slip(request.actor, page.facts.origin),
        "receipt_allowed": page.intake.referral is not None and request.actor.has(*MAY_ANSWER_SENDERS),
        "reports": request.actor.has(*MAY_REPORT_UP),
        "tick_words": STATE_LABELS,
        "proposals_allowed": request.actor.has(*MAY_SEE_PROPOSALS),
        "stages": spine(page.facts.stage, page.facts.unit_kind),
        "task": _task(request, page),
        "sheets": sheets,
        "other_scans": other_scans(page, sheets),
        "can": [step for step in page.steps if step.reason is None],
        "buttons": buttons(step for step in page.steps if step.reason is None),
        "not_yet": [step for step in cannot if not far_off(step, page.facts.stage)],
        "far_off": [step for step in cannot if far_off(step, page.facts.stage)],
        "others": [step for step in page.steps if step.reason is not None and not step.yours],
    }
    return render(request, "matter/page.html", context, status=status)
