"""台账导入: the register kept before go-live is uploaded, checked row by row, and taken over."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fengdan.files.models import StoredFile
from fengdan.files.store import Damaged, read
from fengdan.files.upload import Dropped
from fengdan.matters.models import ImportedRow
from fengdan.oldbook.bring_in import SUBJECT, bring_in, keep_book
from fengdan.oldbook.check import Checked, check
from fengdan.oldbook.template import template
from fengdan.rulebook.actor import Role
from fengdan.rulebook.errors import Refused
from fengdan.web.shared.attachment import Attachment
from fengdan.web.shared.forms import Form
from fengdan.web.shared.policy import roles
from fengdan.web.shared.request import Request

XLSX = StoredFile.Kind.XLSX.value
ROWS_SHOWN, PROBLEMS_SHOWN = 100, 500
AT_ONCE = 200  # rows in one request, so that nobody waits for minutes
REFUSED, INVALID = 409, 422
HINT = "Excel 工作簿（.xlsx），最多 10 MB、20000 行。先核对，没有问题才导入。"


class BookForm(Form):
    file = Attachment("台账文件", required=True, hint=HINT, widget=forms.FileInput(attrs={"accept": f".xlsx,{XLSX}"}))

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if isinstance(file, Dropped):
            raise ValidationError("“台账文件”太大，请拆成几个文件，分次导入。")
        return file


@roles(Role.DUTY)
@require_http_methods(["GET", "HEAD", "POST"])
def old_book(request: Request) -> HttpResponse:
    """Upload and check. A register without a fault is kept, so that it can be taken over with one more press."""
    if request.method != "POST":
        return _page(request, BookForm(at=request.at))
    form = BookForm(request.POST, request.FILES, at=request.at)
    if not form.is_valid():
        return _page(request, form, status=INVALID)
    data = form.cleaned_data["file"].read()
    try:
        checked = check(data, request.at)
        if checked.problems:
            return _page(request, form, checked, status=INVALID)
        book = keep_book(data, form.cleaned_data["file"].name, actor=request.actor, at=request.at)
    except Refused as no:
        form.add_refused(no)
        return _page(request, form, status=INVALID)
    return _page(request, BookForm(at=request.at), checked, book)


@roles(Role.DUTY)
@require_POST
def old_book_bring_in(request: Request, file: int) -> HttpResponse:
    """Take over the next rows of a kept register. Sent twice it takes over nothing twice."""
    book = get_object_or_404(StoredFile, pk=file, subject=SUBJECT)
    form = BookForm(at=request.at)
    try:
        data = read(book)
        checked = check(data, request.at)
        count = bring_in(checked, book, actor=request.actor, at=request.at, most=AT_ONCE)
        checked = check(data, request.at)
    except (Refused, Damaged) as no:
        return _page(request, form, refusal=no.reason, status=REFUSED)
    return _page(request, form, checked, book, came=count)


@roles(Role.DUTY)
@require_safe
def old_book_template(_request: Request) -> HttpResponse:
    named = content_disposition_header(as_attachment=True, filename="台账导入模板.xlsx") or "attachment"
    return HttpResponse(template(), headers={"Content-Type": XLSX, "Content-Disposition": named})


def _page(
    request: Request,
    form: BookForm,
    checked: Checked | None = None,
    book: StoredFile | None = None,
    *,
    came: int | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "checked": checked,
        "book": book,
        "came": came,
        "refusal": refusal,
        "rows": list(checked.rows.values())[:ROWS_SHOWN] if checked else [],
        "problems": checked.problems[:PROBLEMS_SHOWN] if checked else [],
        "all_in": ImportedRow.objects.count(),
    }
    return render(request, "manage/oldbook.html", context, status=status)
