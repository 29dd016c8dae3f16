"""清单事项: what is in force and what is being written; the director edits, looks at and publishes a draft."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fengdan.catalogue.items import drafts
from fengdan.catalogue.items.drafts import Gaps
from fengdan.catalogue.items.listed import items_listed
from fengdan.catalogue.items.models import ItemVersion
from fengdan.catalogue.items.shown import shown
from fengdan.rulebook.actor import Role
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.items import LIMIT_OF
from fengdan.web.manage.accounts import INVALID, REFUSED
from fengdan.web.manage.item_form import ItemForm
from fengdan.web.shared.numbers import version_of
from fengdan.web.shared.policy import roles
from fengdan.web.shared.request import Request


@roles(Role.DIRECTOR, Role.ADMIN)
@require_safe
def items(request: Request) -> HttpResponse:
    context = {"groups": items_listed(), "may_change": request.actor.has(Role.DIRECTOR)}
    return render(request, "manage/items.html", context)


@roles(Role.DIRECTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def item(request: Request, code: str) -> HttpResponse:
    """The draft, or what is in force as the draft begins. Saving keeps it, gaps and all."""
    row = _row(code)
    if request.method != "POST":
        return _page(request, row, ItemForm(row=row, at=request.at))
    form = ItemForm(request.POST, row=row, at=request.at)
    if not form.is_valid():
        return _page(request, row, form, INVALID)
    try:
        drafts.save(code, form.said(), seen=_seen(request), actor=request.actor, at=request.at)
    except Refused as no:
        form.add_refused(no)
        return _page(request, row, form, REFUSED)
    return redirect("manage_item_preview", code)


@roles(Role.DIRECTOR)
@require_safe
def preview(request: Request, code: str) -> HttpResponse:
    """As the public page will look."""
    row = drafts.draft(code)
    if row is None:
        return redirect("manage_item", _row(code).item_id)
    return render(request, "manage/item_preview.html", {"item": shown(row, []), "row": row})


@roles(Role.DIRECTOR)
@require_POST
def publish(request: Request, code: str) -> HttpResponse:
    """In force from now on; what is not ready is named at its field."""
    row = _row(code)
    try:
        drafts.publish(code, seen=_seen(request), actor=request.actor, at=request.at)
    except Refused as no:
        return _page(request, row, _refused(request, row, no), REFUSED)
    return redirect("manage_items")


@roles(Role.DIRECTOR)
@require_POST
def discard(request: Request, code: str) -> HttpResponse:
    row = _row(code)
    try:
        drafts.discard(code, seen=_seen(request), actor=request.actor, at=request.at)
    except Refused as no:
        return _page(request, row, _refused(request, row, no), REFUSED)
    return redirect("manage_items")


def _seen(request: Request) -> int:
    return version_of(request.POST.get("revision", ""))


def _row(code: str) -> ItemVersion:
    row = drafts.draft(code) or drafts.live(code)
    if row is None:
        raise Http404
    return row


def _refused(request: Request, row: ItemVersion, no: Refused) -> ItemForm:
    """The draft as it stands, with what keeps it from being published."""
    whole = ItemForm(row=row, at=request.at)
    form = ItemForm({name: whole[name].value() for name in whole.fields}, row=row, at=request.at)
    form.is_valid()
    form.add_refused(no)
    if isinstance(no, Gaps):
        form.add_gaps(no.found)
    return form


def _page(request: Request, row: ItemVersion, form: ItemForm, status: int = 200) -> HttpResponse:
    revision = _seen(request) if request.method == "POST" else row.revision
    timed = [step for step in form.steps if step in LIMIT_OF]
    context = {"row": row, "form": form, "revision": revision, "timed": timed}
    return render(request, "manage/item.html", context, status=status)
