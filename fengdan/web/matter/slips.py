"""预编号登记单: printed while there is power, for when there is none."""

import segno
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from fengdan.catalogue.centre import centre
from fengdan.matters.entry import Once
from fengdan.matters.models import PaperSlip
from fengdan.matters.paper_slips import MOST, batch, enter_printing, make_slips
from fengdan.rulebook.actor import Role
from fengdan.rulebook.errors import Refused
from fengdan.web.shared.forms import Form
from fengdan.web.shared.links import public_address
from fengdan.web.shared.numbers import Whole
from fengdan.web.shared.policy import roles
from fengdan.web.shared.request import Request


class SlipsForm(Form):
    how_many = Whole("打印几张", 1, MOST, initial=10, hint=f"1 到 {MOST} 张；每张一个编号，印好放在窗口备用。")


@roles(Role.CLERK, Role.DUTY)
@require_http_methods(["GET", "HEAD", "POST"])
def slips(request: Request) -> HttpResponse:
    form = SlipsForm(request.POST if request.method == "POST" else None, at=request.at)
    if not form.is_bound:
        return render(request, "matter/slips.html", {"form": form})
    if not form.is_valid():
        return render(request, "matter/slips.html", {"form": form}, status=422)
    try:
        once = Once(*form.once_key())
        made = make_slips(form.cleaned_data["how_many"], actor=request.actor, at=request.at, once=once.nonce)
    except Refused as no:
        form.add_refused(no)
        return render(request, "matter/slips.html", {"form": form}, status=409)
    return redirect("slip_sheets", made[0].code)


@roles(Role.CLERK, Role.DUTY)
@require_safe
def sheets(request: Request, code: str) -> HttpResponse:
    """Those printed together, beginning with this number; what has been typed in since is left out."""
    rows = batch(code)
    if not rows:
        raise Http404
    enter_printing(rows, actor=request.actor, at=request.at)
    context = {
        "slips": [(row, _qr(request, row)) for row in rows],
        "centre": centre(),
        "follow": public_address(request, reverse("follow")),
    }
    return render(request, "matter/slip_sheets.html", context)


def _qr(request: Request, row: PaperSlip) -> str:
    address = public_address(request, reverse("follow_token", args=[row.token]))
    return segno.make(address, error="m").svg_data_uri(scale=4, border=2)
