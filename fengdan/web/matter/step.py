"""One view for every step on a matter: show its form, or say why not; hand it to its action; keep what was typed."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fengdan.matters.entry import Once
from fengdan.matters.happened import happened, lost
from fengdan.matters.models import Matter
from fengdan.matters.once import done_before
from fengdan.matters.queries.page import MatterPage, matter_page
from fengdan.matters.queries.reach import reaches
from fengdan.rulebook.errors import Refused, Stale
from fengdan.rulebook.powers import why_not
from fengdan.rulebook.steps import ADDITIVE, STEPS
from fengdan.web.matter.steps import FORMS, StepForm
from fengdan.web.shared.policy import signed_in
from fengdan.web.shared.request import Request

REFUSED, INVALID = 409, 422
TOLD_LATE = frozenset({"assign", "reassign", "take"})  # whoever comes late hears what somebody else has done


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: Request, code: str, verb: str) -> HttpResponse:
    if verb not in FORMS:
        raise Http404
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = FORMS[verb](*posted, at=request.at)
    page = _page(request, form, code, verb)
    if isinstance(page, HttpResponse):
        return page
    form.picked, form.query = request.GET.get("pick", ""), request.GET
    form.prepare(page)
    if not form.is_bound or form.looks:
        return _show(request, verb, page, form)
    # what is merely added comes after whatever somebody else has added since this request began, as the ledger has it
    at = max(request.at, page.facts.last_at) if verb in ADDITIVE else request.at
    if reason := why_not(verb, page.facts, request.actor, at):
        behind = request.POST.get("seen") != str(page.matter.version)
        told = happened(verb, page.matter, request.actor, late=behind) if verb in TOLD_LATE else ""
        form.add_refused(Refused(f"{Stale().reason}{reason}{told}" if behind else f"{reason}{told}"))
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


def _page(request: Request, form: StepForm, code: str, verb: str) -> MatterPage | HttpResponse:
    """The page of the matter, or the answer where this form was saved already or the matter was taken from them."""
    if form.is_bound and (done := _sent_before(request, form, code, verb)):
        return _done(request, verb, done)
    try:
        return matter_page(request.actor, code, request.at)
    except Http404:
        if verb in {"take", "prepare"} and (gone := _gone(request, code)):
            return gone
        raise


def _gone(request: Request, code: str) -> HttpResponse | None:
    """To whom it was taken from before they took it: what became of it and when, and nothing about the matter."""
    became = lost(code, request.actor)
    return render(request, "matter/gone.html", {"code": code, "became": became}, status=REFUSED) if became else None


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
