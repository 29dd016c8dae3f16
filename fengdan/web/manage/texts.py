"""信件文字: what each kind of letter says, with a preview by an invented example."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from fengdan.catalogue.letter_texts import save_text, texts_in_force, version_of
from fengdan.matters.letter_texts import our_office
from fengdan.rulebook.actor import Role
from fengdan.rulebook.errors import Refused, Stale
from fengdan.rulebook.letter_texts import DEFAULTS, LONGEST, PART, VARIABLES, fill, sms_parts, variables_of
from fengdan.rulebook.party_letters import PARTY_TEXTS
from fengdan.web.shared.fields import Story
from fengdan.web.shared.forms import Form
from fengdan.web.shared.numbers import Whole
from fengdan.web.shared.policy import roles
from fengdan.web.shared.request import Request

EXAMPLE = {"code": "621122-20261123-000017-C", "limit": "接单", "due": "11月24日18:00"}
MOST_VERSIONS = 1_000_000


class TextForm(Form):
    text = Story("信件文字", LONGEST, rows=4)
    seen = Whole("现行版本", 0, MOST_VERSIONS)


@dataclass(frozen=True)
class Line:
    """One kind of letter. `own`: the county wrote it."""

    template: str
    text: str
    own: bool
    to_parties: bool


@roles(Role.ADMIN, Role.DIRECTOR)
@require_safe
def texts(request: Request) -> HttpResponse:
    lines = [
        Line(template, text, text != DEFAULTS[template], template in PARTY_TEXTS)
        for template, text in texts_in_force().items()
    ]
    return render(request, "manage/texts.html", {"lines": lines})


@roles(Role.ADMIN, Role.DIRECTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def text_edit(request: Request, template: str) -> HttpResponse:
    """Preview and save show what was typed; "back to the product's own words" needs nothing typed."""
    if template not in DEFAULTS:
        raise Http404
    form = TextForm(request.POST if request.method == "POST" else None, at=request.at, initial=_in_force(template))
    if not form.is_bound or not form.is_valid():
        return _page(request, template, form, status=422 if form.is_bound else 200)
    text = "" if request.POST.get("do") == "default" else form.cleaned_data["text"]
    status = 200
    try:
        if request.POST.get("do") == "preview":
            variables_of(text)
        else:
            save_text(template, text, seen=form.cleaned_data["seen"], actor_id=request.actor.id, at=request.at)
            return redirect("letter_texts")
    except Stale as no:
        form.add_refused(no)
        status = 409
    except Refused as no:
        form.add_refused(no)
        status = 422
    return _page(request, template, form, status)


def _in_force(template: str) -> dict[str, object]:
    return {"text": texts_in_force()[template], "seen": version_of(template)}


def _page(request: Request, template: str, form: TextForm, status: int) -> HttpResponse:
    text = str(form["text"].value() or "")
    try:
        variables_of(text)
        preview = fill(text, our_office() | EXAMPLE)
    except Refused:
        preview = ""
    context = {
        "template": template,
        "form": form,
        "preview": preview,
        "parts": sms_parts(preview),
        "part": PART,
        "variables": VARIABLES,
        "default": DEFAULTS[template],
        "to_parties": template in PARTY_TEXTS,
    }
    return render(request, "manage/text.html", context, status=status)
