"""调委会名册: who sits where and what changed, for the justice bureau and the court (人民调解法 Art. 10)."""

import csv
import io
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from fengdan.files.models import StoredFile
from fengdan.journal import write as journal
from fengdan.paperwork.plain_cells import plain_cell
from fengdan.paperwork.table import xlsx
from fengdan.rulebook.actor import Role
from fengdan.teams.committees import EXPORT, HEADINGS, as_table, counted, last_export, roster, set_up
from fengdan.web.manage.accounts import INVALID, today_of
from fengdan.web.shared.fields import Choice, Day
from fengdan.web.shared.forms import Form
from fengdan.web.shared.policy import roles
from fengdan.web.shared.request import Request

READERS = (Role.JUSTICE, Role.COURT, Role.DIRECTOR)
FORMATS = [("xlsx", "XLSX"), ("csv", "CSV")]
CSV_TYPE = "text/csv; charset=utf-8"
QUARTER = 3


class PeriodForm(Form):
    first = Day("从哪天")
    last = Day("到哪天", hint="包括这一天；名册是这一天的。")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if {"first", "last"} <= said.keys() and said["last"] < said["first"]:
            self.add_error("last", "“到哪天”早于“从哪天”，请核对。")
        return said

    @property
    def period(self) -> tuple[date, date]:
        return self.cleaned_data["first"], self.cleaned_data["last"]


class ExportForm(PeriodForm):
    kind = Choice("格式", FORMATS, radio=True)


def quarter(day: date) -> tuple[date, date]:
    """The first and the last day of the quarter a day is in."""
    first = date(day.year, day.month - (day.month - 1) % QUARTER, 1)
    after = date(day.year + (first.month + QUARTER > 12), (first.month + QUARTER - 1) % 12 + 1, 1)  # noqa: PLR2004
    return first, after - timedelta(days=1)


def periods(today: date) -> list[tuple[str, date, date]]:
    """What is asked for most: this quarter so far, the one before, this year so far."""
    first, _ = quarter(today)
    return [
        ("本季度", first, today),
        ("上季度", *quarter(first - timedelta(days=1))),
        ("今年", date(today.year, 1, 1), today),
    ]


def _form(request: Request) -> PeriodForm:
    """The period asked for; without one, this quarter so far."""
    _, first, last = periods(today_of(request))[0]
    asked = request.GET if "first" in request.GET or "last" in request.GET else {"first": str(first), "last": str(last)}
    return PeriodForm(asked, at=request.at)


@roles(*READERS)
@require_safe
def committees(request: Request) -> HttpResponse:
    form = _form(request)
    return _page(request, form, ExportForm(at=request.at, auto_id="id_export_%s", initial={"kind": "xlsx"}))


def _page(request: Request, form: PeriodForm, export: ExportForm) -> HttpResponse:
    today = today_of(request)
    valid = form.is_valid() and not export.errors
    period = form.period if form.is_valid() else periods(today)[0][1:]
    rosters = roster(*period)
    context = {
        "form": form,
        "export": export,
        "first": period[0],
        "last": period[1],
        "periods": periods(today),
        "rosters": rosters,
        "counted": counted(rosters),
        "set_up": set_up(period[1]),
        "handed_out": last_export(),
        "opens": request.actor.has(Role.DIRECTOR, Role.JUSTICE),
    }
    return render(request, "manage/committees.html", context, status=200 if valid else INVALID)


@roles(*READERS)
@require_safe
def committees_print(request: Request) -> HttpResponse:
    """The same on A4, to be signed and handed over."""
    form = _form(request)
    if not form.is_valid():
        return _page(request, form, ExportForm(at=request.at, auto_id="id_export_%s"))
    first, last = form.period
    context = {"first": first, "last": last, "rosters": roster(first, last), "set_up": set_up(last), "at": request.at}
    return render(request, "manage/committees_print.html", context)


@roles(*READERS)
@require_POST
def committees_export(request: Request) -> HttpResponse:
    """The same as a table; that somebody took it out is entered."""
    form = ExportForm(request.POST, at=request.at, auto_id="id_export_%s")
    if not form.is_valid():
        return _page(request, PeriodForm(request.POST, at=request.at), form)
    first, last = form.period
    kind = form.cleaned_data["kind"]
    with transaction.atomic():
        table = as_table(roster(first, last))
        facts = {"rows": len(table), "first": str(first), "last": str(last), "format": kind}
        journal.enter(act="export", actor_id=request.actor.id, at=request.at, subject=EXPORT, facts=facts)
    made = [
        f"导出人：{request.actor.name}",
        f"导出时间：{timezone.localtime(request.at):%Y-%m-%d %H:%M}",
        f"名册日期：{last}；调整情况：{first} 至 {last}",
        "依据：人民调解法第十条",
    ]
    content = xlsx("调委会名册", HEADINGS, table, made) if kind == "xlsx" else _csv(table)
    named = content_disposition_header(as_attachment=True, filename=f"调委会名册-{first}至{last}.{kind}") or ""
    kind_of = StoredFile.Kind.XLSX.value if kind == "xlsx" else CSV_TYPE
    return HttpResponse(content, headers={"Content-Type": kind_of, "Content-Disposition": named})


def _csv(table: list[list[str]]) -> bytes:
    """UTF-8 with a mark, as spreadsheets want it; no cell can be taken for a formula."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([map(plain_cell, row) for row in [list(HEADINGS), *table]])
    return out.getvalue().encode("utf-8-sig")
