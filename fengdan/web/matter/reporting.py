"""上报助手 and 复制通知: a matter as an upper system wants it, and as a chat group may have it."""

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fengdan.files.models import StoredFile
from fengdan.journal.write import enter
from fengdan.matters.queries.page import MatterPage, matter_page
from fengdan.matters.queries.reach import reach
from fengdan.matters.queries.reporting import SHOWN, not_reported, reported_to, row
from fengdan.matters.queries.rows import rows
from fengdan.matters.reveal import reveal
from fengdan.paperwork.plain_cells import plain_cell
from fengdan.paperwork.table import xlsx
from fengdan.rulebook.reporting import FORMS, MOST, System
from fengdan.rulebook.sight import MAY_REPORT_UP
from fengdan.rulebook.stages import Stage
from fengdan.web.shared import words
from fengdan.web.shared.links import public_address
from fengdan.web.shared.policy import roles, signed_in
from fengdan.web.shared.request import Request

INVALID = 422
NONE_CHOSEN = "请至少勾选一件事项。"
TOO_MANY = f"一次最多导出 {MOST} 件，请少勾选一些，分几次导出。"
ASKED = {
    Stage.REGISTERED: "请值班领导受理",
    Stage.ACCEPTED: "请安排承办单位",
    Stage.ASSIGNED: "请尽快签收",
    Stage.TAKEN: "请抓紧办理",
    Stage.UNDERWAY: "请抓紧办理",
    Stage.CONCLUDED: "请按时归档",
    Stage.ARCHIVED: "已归档，供查阅",
}


def _system(wanted: str) -> System:
    try:
        return System(wanted)
    except ValueError:
        raise Http404 from None


@roles(*MAY_REPORT_UP)
@require_safe
def reporting(request: Request) -> HttpResponse:
    return _list(request, _system(request.GET.get("system", System.GBT31000)))


def _list(request: Request, system: System, refusal: str = "") -> HttpResponse:
    waiting = not_reported(request.actor, system)
    context = {
        "system": system,
        "forms": FORMS,
        "total": waiting.count(),
        "rows": rows(waiting[:SHOWN]),
        "shown": SHOWN,
        "most": MOST,
        "refusal": refusal,
        "chosen": set(request.POST.getlist("code")),
    }
    return render(request, "matter/reporting.html", context, status=INVALID if refusal else 200)


@roles(*MAY_REPORT_UP)
@require_http_methods(["GET", "HEAD", "POST"])
def matter_reporting(request: Request, code: str) -> HttpResponse:
    """The fields in the order of a system's form, in full once somebody asked for them, which is entered."""
    page = matter_page(request.actor, code, request.at)
    context = {"page": page, "forms": FORMS, "told": reported_to(page), "system": None, "fields": [], "line": ""}
    unsaid = request.method == "POST" and not request.POST.get("system")
    if request.method == "POST" and not unsaid:
        system = _system(request.POST.get("system", ""))
        reveal(page.matter, reason="report", actor=request.actor, at=request.at)
        fields = row(matter_page(request.actor, code, request.at, revealed=True), system)
        line = "\t".join(plain_cell(text) for _, text in fields)
        context |= {"system": system, "fields": fields, "line": line}
    return render(request, "matter/matter_reporting.html", context, status=INVALID if unsaid else 200)


@roles(*MAY_REPORT_UP)
@require_POST
def reporting_export(request: Request) -> HttpResponse:
    """The chosen matters, at most fifty, as XLSX. Every look and the export as such are entered."""
    system = _system(request.POST.get("system", System.GBT31000))
    codes = list(dict.fromkeys(request.POST.getlist("code")))
    if not codes or len(codes) > MOST:
        return _list(request, system, TOO_MANY if codes else NONE_CHOSEN)
    if reach(request.actor).filter(code__in=codes).count() != len(codes):
        raise Http404
    with transaction.atomic():
        pages = [matter_page(request.actor, code, request.at, revealed=True) for code in codes]
        for page in pages:
            reveal(page.matter, reason="report", actor=request.actor, at=request.at)
        facts = {"rows": len(pages), "system": system.value}
        enter(act="export", actor_id=request.actor.id, at=request.at, subject="reporting", facts=facts)
    made = [
        f"导出人：{request.actor.name}",
        f"导出时间：{timezone.localtime(request.at):%Y-%m-%d %H:%M}",
        f"用途：上报{FORMS[system].label}",
        f"件数：{len(pages)}",
        "含个人信息，仅供上报使用，用完请删除。",
    ]
    table = [[text for _, text in row(page, system)] for page in pages]
    content = xlsx("上报", [heading for heading, _ in FORMS[system].fields], table, made)
    named = content_disposition_header(as_attachment=True, filename=f"上报-{len(pages)}件.xlsx") or "attachment"
    return HttpResponse(content, headers={"Content-Type": StoredFile.Kind.XLSX.value, "Content-Disposition": named})


@signed_in
@require_POST
def notice(request: Request, code: str) -> HttpResponse:
    """A text for the chat group, without anybody's name. That somebody took it is entered."""
    get_object_or_404(reach(request.actor), code=code)
    page = matter_page(request.actor, code, request.at)
    enter(act="copy_notice", actor_id=request.actor.id, at=request.at, subject=code)
    return render(request, "matter/notice.html", {"page": page, "text": _notice(request, page)})


def _notice(request: Request, page: MatterPage) -> str:
    due = min(page.clocks, key=lambda clock: clock.due_at, default=None)
    until = f"{due.name}截止：{words.moment(due.due_at)}。" if due else ""
    address = public_address(request, reverse("matter", args=[page.matter.code]))
    holder = page.matter.holder.short_name
    return (
        f"【事项通知】{page.matter.code}，{page.stage_label}，在{holder}。{ASKED[page.facts.stage]}。{until}"
        f"请登录查看：{address} 群里请不要谈当事人的姓名、电话和住址。"
    )
