"""清单: what the centre takes in, and each item whole: can it be done here, what to bring, how long."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fengdan.catalogue.centre import centre
from fengdan.catalogue.items.listed import items_listed
from fengdan.catalogue.items.shown import item_shown
from fengdan.web.shared.kept import kept
from fengdan.web.shared.policy import public
from fengdan.web.shared.request import Request


@public
@require_safe
@kept
def items(request: Request) -> HttpResponse:
    return render(request, "public/items.html", {"groups": items_listed(), "centre": centre()})


@public
@require_safe
@kept
def item(request: Request, code: str, version: int | None = None) -> HttpResponse:
    """The version in force, or any that ever was."""
    found = item_shown(code, version)
    if found is None:
        raise Http404
    return render(request, "public/item.html", {"item": found})
