"""公示和手册: the public papers to print — 点单手册 (A5), 公示 for the wall (A3), a sheet for each item (A4)."""

import io
from typing import Any

import segno
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from fengdan.catalogue.centre import centre
from fengdan.catalogue.items.listed import items_listed
from fengdan.matters.queries import public_papers
from fengdan.paperwork.press import pressed
from fengdan.rulebook.actor import Role
from fengdan.rulebook.errors import Refused
from fengdan.web.shared.links import public_address
from fengdan.web.shared.policy import roles
from fengdan.web.shared.request import Request
from fengdan.web.shared.words import day_alone

PRINTERS = (Role.CLERK, Role.DUTY, Role.DISPATCHER, Role.DIRECTOR)


@roles(*PRINTERS)
@require_safe
def printing(request: Request) -> HttpResponse:
    """What there is to print."""
    return _page(request)


@roles(*PRINTERS)
@require_safe
def print_booklet(request: Request) -> HttpResponse:
    data, photos = public_papers.booklet(request.at)
    return _pdf(request, "booklet", data, reverse("menu"), photos)


@roles(*PRINTERS)
@require_safe
def print_wall(request: Request) -> HttpResponse:
    return _pdf(request, "wall", public_papers.wall(request.at), reverse("items"))


@roles(*PRINTERS)
@require_safe
def print_item(request: Request, code: str) -> HttpResponse:
    data = public_papers.item_sheet(code)
    if data is None:
        raise Http404
    return _pdf(request, "item", data, reverse("item", args=[code]))


def _page(request: Request, refusal: str = "", status: int = 200) -> HttpResponse:
    return render(request, "home/printing.html", {"groups": items_listed(), "refusal": refusal}, status=status)


def _pdf(
    request: Request, template: str, data: dict[str, Any], path: str, pictures: dict[str, bytes] | None = None
) -> HttpResponse:
    """The paper, or the list again with why it cannot be printed."""
    try:
        pdf = pressed(template, data | _head(request, path), pictures)
    except Refused as no:
        return _page(request, no.reason, 409)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{template}.pdf"'
    return response


def _head(request: Request, path: str) -> dict[str, str]:
    """What every paper says of the centre, and where its QR leads."""
    ours, link = centre(), public_address(request, path)
    drawn = io.BytesIO()
    segno.make(link, error="m").save(drawn, kind="svg", border=1)
    return {
        "centre": ours.name if ours else "",
        "telephone": ours.phone if ours else "",
        "supervision": (ours.supervision_phone or ours.phone) if ours else "",
        "address": ours.address if ours else "",
        "hours": ours.hours if ours else "",
        "printed_on": day_alone(request.at),
        "link": link,
        "qr": drawn.getvalue().decode(),
    }
