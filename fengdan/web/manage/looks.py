"""谁看过: the auditor's page of who looked at numbers and papers, when and why. Never what they saw."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fengdan.matters.reveal import REASONS
from fengdan.people.looks import RECENT, SHOWN, Looks, lookers, looks
from fengdan.people.models import User
from fengdan.rulebook.actor import Role
from fengdan.rulebook.numbering import read_code
from fengdan.web.shared.fields import Text
from fengdan.web.shared.forms import Form
from fengdan.web.shared.policy import roles
from fengdan.web.shared.request import Request

LONGEST = 18  # digits of a number that any database can hold


class LooksForm(Form):
    code = Text("事项编号", 40, required=False)
    who = Text("用户名", 40, required=False)

    def clean_code(self) -> str:
        """Spelt as the matter's own code."""
        typed = self.cleaned_data["code"]
        code = read_code(typed) if typed else ""
        if code is None:
            raise ValidationError("“事项编号”不对，请照回执上的编号填写完整。")
        return code

    def clean_who(self) -> User | None:
        """The account, in use or not."""
        username = self.cleaned_data["who"]
        user = User.objects.filter(username=username).first() if username else None
        if username and user is None:
            raise ValidationError("没有这个用户名的账号，请核对“用户名”。")
        return user


@roles(Role.AUDITOR)
@require_safe
def looked(request: Request) -> HttpResponse:
    form = LooksForm(request.GET, at=request.at)
    recent = request.GET.get("recent") == "1"
    valid = form.is_valid()
    context = {
        "form": form,
        "recent": recent,
        "found": _found(form.cleaned_data, request, recent=recent) if valid else Looks(0, []),
        "shown": SHOWN,
        "reasons": REASONS,
        "lookers": lookers(request.at),
        "days": RECENT.days,
    }
    return render(request, "manage/looks.html", context, status=200 if valid else 422)


def _found(wanted: dict[str, Any], request: Request, *, recent: bool) -> Looks:
    since: datetime | None = request.at - RECENT if recent else None
    before = request.GET.get("before", "")
    last = int(before) if before.isascii() and before.isdigit() and len(before) <= LONGEST else 0
    return looks(wanted["code"], wanted["who"], since, last)
