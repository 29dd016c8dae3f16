"""时限: what is in force, who changed it when; the director sets the next version of one."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from fengdan.catalogue import limits as catalogue
from fengdan.catalogue.limits import InForce
from fengdan.rulebook.actor import Role
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.limits import UNIT_LABELS, parse_limit
from fengdan.web.manage.accounts import INVALID, REFUSED
from fengdan.web.shared.fields import Choice, Text
from fengdan.web.shared.forms import Form
from fengdan.web.shared.numbers import Whole, version_of
from fengdan.web.shared.policy import roles
from fengdan.web.shared.request import Request


class LimitForm(Form):
    amount = Whole("时限", 0, 9999, hint="写一个整数；当日办结写 0，单位选个工作日。")
    unit = Choice("单位", [(unit.value, label) for unit, label in UNIT_LABELS.items()])
    basis = Text("依据", 60, hint="谁定的、哪个文件、为什么这样定。")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if {"amount", "unit"} <= said.keys():
            try:
                parse_limit(self.value)
            except Refused as no:
                self.add_error("amount", no.reason)
        return said

    @property
    def value(self) -> str:
        """In the grammar of the rulebook, e.g. 5wd."""
        return f"{self.cleaned_data['amount']}{self.cleaned_data['unit']}"


@roles(Role.DIRECTOR, Role.ADMIN)
@require_safe
def limits(request: Request) -> HttpResponse:
    context = {"limits": catalogue.in_force(), "may_change": request.actor.has(Role.DIRECTOR)}
    return render(request, "manage/limits.html", context)


@roles(Role.DIRECTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def limit(request: Request, code: str) -> HttpResponse:
    held = catalogue.one(code)
    if held is None:
        raise Http404
    if request.method != "POST":
        return _page(request, held, _form_of(request, held))
    form = LimitForm(request.POST, at=request.at)
    if not form.is_valid():
        return _page(request, held, form, INVALID)
    said = {"seen": version_of(request.POST.get("version", "")), "basis": form.cleaned_data["basis"]}
    try:
        catalogue.change(code, value=form.value, **said, actor=request.actor, at=request.at)
    except Refused as no:
        form.add_refused(no)
        return _page(request, catalogue.one(code) or held, form, REFUSED)
    return redirect("limits")


def _form_of(request: Request, held: InForce) -> LimitForm:
    parsed = parse_limit(held.value)
    initial = {"amount": parsed.amount, "unit": parsed.unit.value, "basis": held.basis}
    return LimitForm(at=request.at, initial=initial)


def _page(request: Request, held: InForce, form: LimitForm, status: int = 200) -> HttpResponse:
    context = {"limit": held, "form": form, "versions": catalogue.versions(held.code)}
    return render(request, "manage/limit.html", context, status=status)
