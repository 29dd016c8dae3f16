"""接待登记: one page, one save."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from fengdan.catalogue.models import MatterType
from fengdan.matters.actions.receive import receive
from fengdan.matters.entry import Once
from fengdan.matters.queries.search import same_person
from fengdan.rulebook.actor import Role
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.identity import tidy_id_number, tidy_phone
from fengdan.rulebook.stages import OPEN
from fengdan.web.matter.register_form import RegisterForm
from fengdan.web.matter.types import guess
from fengdan.web.shared.policy import roles
from fengdan.web.shared.request import Request

MOST_HINTED = 5000


@roles(Role.CLERK, Role.DUTY)
@require_http_methods(["GET", "HEAD", "POST"])
def register_page(request: Request) -> HttpResponse:
    form = RegisterForm(request.POST if request.method == "POST" else None, at=request.at, actor=request.actor)
    if not form.is_bound:
        return render(request, "matter/register.html", {"form": form})
    if not form.is_valid():
        return render(request, "matter/register.html", {"form": form}, status=422)
    try:
        matter = receive(
            form.received(),
            actor=request.actor,
            at=form.at_the_time(),
            typed_at=request.at,
            once=Once(*form.once_key()),
        )
    except Refused as no:
        form.add_refused(no)
        return render(request, "matter/register.html", {"form": form}, status=409)
    if request.POST.get("then") == "slip":
        return redirect("slip", matter.code)
    return redirect(f"{reverse('matter', args=[matter.code])}?done=register")


@roles(Role.CLERK, Role.DUTY)
@require_POST
def hints(request: Request) -> HttpResponse:
    """While the clerk types: what kind of dispute it seems to be, and whether this person was here before."""
    story = request.POST.get("story", "")[:MOST_HINTED]
    phone = tidy_phone(request.POST.get("applicant_phone", "")[:60])
    id_number = tidy_id_number(request.POST.get("applicant_id_number", "")[:60])
    guessed = MatterType.objects.get(pk=guess(story)) if story.strip() else None
    context = {"guessed": guessed, "before": same_person(request.actor, phone, id_number), "open": OPEN}
    return render(request, "matter/hints.html", context)
