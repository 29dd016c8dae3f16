"""One view for every step on a matter: show its form, or say why not; hand it to its action; keep what was typed."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fengdan.matters.entry import Once
from fengdan.matters.models import Matter
from fengdan.matters.once import done_before
from fengdan.matters.queries.page import MatterPage, matter_page
from fengdan.matters.queries.reach import reaches
from fengdan.rulebook.errors import Refused, Stale
from fengdan.rulebook.powers import why_not
from fengdan.rulebook.steps import STEPS
from fengdan.web.matter.steps import FORMS, StepForm
from fengdan.web.shared.policy import signed_in
from fengdan.web.shared.request import Request

REFUSED, INVALID = 409, 422


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: Request, code: str, verb: str) -> HttpResponse:
    if verb not in FORMS:
        raise Http404
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = FORMS[verb](*posted, at=request.at)
    if form.is_bound and (done := _sent_before(request, form, code, verb)):
        return _done(request, verb, done)
    page = matter_page(request.actor, code, request.at)
    form.picked = request.GET.get("pick", "")
    form.prepare(page)
    if not form.is_bound:
        return _show(request, verb, page, form)
    if reason := why_not(verb, page.facts, request.actor, request.at):
        behind = request.POST.get("seen") != str(page.matter.version)
        form.add_refused(Refused(f"{Stale().reason}{reason}" if behind else reason))
        return _show(request, verb, page, form, REFUSED)
    if not form.is_valid():
        return _show(request, verb, page, form, INVALID)
    try:
        seen, once = form.cleaned_data["seen"] or 0, Once(*form.once_key())
        matter = form.take(page.matter, actor=request.actor, at=request.at, seen=seen, once=once)
    except Refused as no:
        form.add_refused(no)
        return _show(request, verb, matter_page(request.actor, code, request.at), form, REFUSED)
    return _done(request, verb, matter)


def _sent_before(request: Request, form: StepForm, code: str, verb: str) -> Matter | None:
    """The matter, when this very form was saved already: its choices may have gone since, the answer has not."""
    try:
        done = done_before(Once(*form.once_key()), request.actor, verb, None)
    except Refused:
        return None
    return done if done and done.code == code else None


def _done(request: Request, verb: str, matter: Matter) -> HttpResponse:
    """To the matter, or home when the step has taken it out of the actor's hands."""
    kept = reaches(request.actor, matter.code)
    address = reverse("matter", args=[matter.code]) if kept else reverse("home")
    return redirect(f"{address}?done={verb}")


def _show(request: Request, verb: str, page: MatterPage, form: StepForm, status: int = 200) -> HttpResponse:
    context = {
        "page": page,
        "form": form,
        "step": STEPS[verb],
        "name": STEPS[verb].said(page.facts.unit_kind),
        "reason": why_not(verb, page.facts, request.actor, request.at),
        "now": request.at,
    }
    return render(request, form.template, context, status=status)
