"""中心设置: the centre's name and how it is reached, the office hours, and which doors this process opens."""

from django.conf import settings as environment
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from fengdan.catalogue import centre as catalogue
from fengdan.catalogue import hours as office
from fengdan.rulebook.actor import Role
from fengdan.rulebook.errors import Refused
from fengdan.web.manage.accounts import INVALID, REFUSED
from fengdan.web.shared.fields import Text
from fengdan.web.shared.forms import Form
from fengdan.web.shared.numbers import version_of
from fengdan.web.shared.policy import roles
from fengdan.web.shared.request import Request

DOORS = {
    "all": "公众页面和工作人员页面都开放",
    "public": "只开放公众页面",
    "staff": "只开放工作人员页面",
}


class CentreForm(Form):
    name = Text("中心名称", 40, hint="显示在每一页的页头。")
    letterhead = Text("文书抬头", 40, hint="印在回执和文书上。")
    phone = Text("联系电话", 20, required=False, hint="群众打到中心的电话，印在回执和通知上。")
    supervision_phone = Text("监督电话", 20, required=False, hint="对办理不满意时打的电话，显示在首页。")
    address = Text("地址", 80, required=False)
    hours = Text("开放时间（文字）", 80, required=False, hint="显示在首页；不填就按下面的办公时间写。")


class HoursForm(Form):
    hours = Text("办公时间", 60, hint="写成 08:30-12:00，14:30-18:00 的样子。")


@roles(Role.DIRECTOR, Role.ADMIN)
@require_safe
def settings(request: Request) -> HttpResponse:
    return _page(request)


@roles(Role.DIRECTOR)
@require_POST
def settings_centre(request: Request) -> HttpResponse:
    """The centre's next version."""
    form = CentreForm(request.POST, at=request.at)
    if not form.is_valid():
        return _page(request, form=form, status=INVALID)
    seen = version_of(request.POST.get("version", ""))
    try:
        catalogue.change(seen=seen, said=form.cleaned_data, actor=request.actor, at=request.at)
    except Refused as no:
        form.add_refused(no)
        return _page(request, form=form, status=REFUSED)
    return redirect("settings")


@roles(Role.DIRECTOR)
@require_POST
def settings_hours(request: Request, year: int) -> HttpResponse:
    form = HoursForm(request.POST, at=request.at, auto_id=f"id_{year}_%s")
    if not form.is_valid():
        return _page(request, hours={year: form}, status=INVALID)
    seen = version_of(request.POST.get("version", ""))
    try:
        spans = office.read(form.cleaned_data["hours"])
        office.change(year, seen=seen, hours=spans, actor=request.actor, at=request.at)
    except Refused as no:
        form.add_refused(no)
        return _page(request, hours={year: form}, status=REFUSED)
    return redirect("settings")


def _page(
    request: Request, form: CentreForm | None = None, hours: dict[int, HoursForm] | None = None, status: int = 200
) -> HttpResponse:
    known = catalogue.centre()
    if known is None:
        raise Http404
    initial = {field: getattr(known, field) for field in catalogue.FIELDS}
    years = [
        (row, (hours or {}).get(row.year) or _hours_form(request, row.year, row.hours))
        for row in office.published(request.at)
    ]
    context = {
        "centre": known,
        "form": form or CentreForm(at=request.at, initial=initial),
        "years": years,
        "written": office.written,
        "may_change": request.actor.has(Role.DIRECTOR),
        "doors": DOORS[environment.DOORS],
    }
    return render(request, "manage/settings.html", context, status=status)


def _hours_form(request: Request, year: int, spans: office.Spans) -> HoursForm:
    return HoursForm(at=request.at, auto_id=f"id_{year}_%s", initial={"hours": office.written(spans)})
