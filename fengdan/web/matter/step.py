"""One view for every step on a matter: show its form, or say why not; hand it to its action; keep what was typed."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fengdan.matters.entry import Once
from fengdan.matters.queries.page import MatterPage, matter_page
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.powers import why_not
from fengdan.rulebook.stages import STEPS
from fengdan.web.matter.steps import FORMS, StepForm
from fengdan.web.shared.policy import signed_in
from fengdan.web.shared.request import Request

REFUSED, INVALID = 409, 422


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: Request, code: str, verb: str) -> HttpResponse:
    if verb not in FORMS:
        raise Http404
    page = matter_page(request.actor, code, request.at)
    form = FORMS[verb](request.POST if request.method == "POST" else None, at=request.at)
    form.prepare(page)
    if not form.is_bound:
        return _show(request, verb, page, form)
    if not form.is_valid():
        return _show(request, verb, page, form, INVALID)
    try:
        form.take(
            page.matter,
            actor=request.actor,
            at=request.at,
            seen=form.cleaned_data["seen"] or 0,
            once=Once(*form.once_key()),
        )
    except Refused as no:
        form.add_refused(no)
        return _show(request, verb, matter_page(request.actor, code, request.at), form, REFUSED)
    return redirect(f"{reverse('matter', args=[code])}?done={verb}")


def _show(request: Request, verb: str, page: MatterPage, form: StepForm, status: int = 200) -> HttpResponse:
    context = {
        "page": page,
        "form": form,
        "step": STEPS[verb],
        "reason": why_not(verb, page.facts, request.actor, request.at),
        "now": request.at,
    }
    return render(request, form.template, context, status=status)
