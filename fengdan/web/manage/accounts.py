"""账号: the administrator finds, makes, switches off and on, and hands out passwords. One account has its own page."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from fengdan.people import accounts as people
from fengdan.people import directory
from fengdan.people.models import User
from fengdan.rulebook.actor import Role
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.errors import Refused
from fengdan.teams.accounts import link_mediators
from fengdan.web.manage.posts import EndForm, GiveForm
from fengdan.web.shared.fields import Phone, Text
from fengdan.web.shared.forms import Form
from fengdan.web.shared.policy import roles
from fengdan.web.shared.request import Request

REFUSED, INVALID = 409, 422


class FindForm(Form):
    text = Text("用户名、姓名或单位", 40, required=False)


class ContactsForm(Form):
    name = Text("姓名", 40)
    phone = Phone("手机号", required=False, hint="通知短信发到这里。")
    mail = Text("电子邮箱", 100, required=False)

    def clean_mail(self) -> str:
        """Something a mail can be sent to."""
        mail: str = self.cleaned_data["mail"]
        if mail:
            try:
                validate_email(mail)
            except ValidationError as error:
                raise ValidationError("“电子邮箱”格式不对，请核对后重新填写。") from error
        return mail


class AccountForm(ContactsForm):
    username = Text("用户名", 40, hint="登录用：2 到 39 个小写字母、数字或 . - _。建好后不能改。")
    field_order = ("username", "name", "phone", "mail")


def today_of(request: Request) -> date:
    return request.at.astimezone(ZONE).date()


@roles(Role.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def accounts(request: Request) -> HttpResponse:
    """POST is a search, so that no name stands in an address."""
    form = FindForm(request.POST if request.method == "POST" else None, at=request.at)
    wrong = form.is_bound and not form.is_valid()
    text = form.cleaned_data["text"] if form.is_bound and not wrong else ""
    found = directory.accounts(text, today_of(request))
    context = {"form": form, "found": found, "shown": directory.SHOWN, "text": text}
    return render(request, "manage/accounts.html", context, status=INVALID if wrong else 200)


@roles(Role.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def account_add(request: Request) -> HttpResponse:
    form = AccountForm(request.POST if request.method == "POST" else None, at=request.at)
    if form.is_bound and form.is_valid():
        try:
            user, password = people.add(**form.cleaned_data, actor=request.actor, at=request.at)
        except Refused as no:
            form.add_refused(no)
        else:
            link_mediators()
            return account_page(request, user, password=password, said="账号已建立，还没有岗位，请在下面授予。")
    context = {"form": form}
    return render(request, "manage/account_add.html", context, status=INVALID if form.is_bound else 200)


@roles(Role.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: Request, account: int) -> HttpResponse:
    """POST changes the name and where letters go."""
    user = one(account)
    if request.method != "POST":
        return account_page(request, user)
    form = ContactsForm(request.POST, at=request.at)
    if not form.is_valid():
        return account_page(request, user, contacts=form, status=INVALID)
    people.change_contacts(user, **form.cleaned_data, actor=request.actor, at=request.at)
    return redirect("account", account)


@roles(Role.ADMIN)
@require_POST
def account_switch(request: Request, account: int) -> HttpResponse:
    """停用, 启用."""
    user = one(account)
    try:
        people.switch(user, active=request.POST.get("active") == "1", actor=request.actor, at=request.at)
    except Refused as no:
        return account_page(request, user, refusal=no.reason, status=REFUSED)
    return redirect("account", account)


@roles(Role.ADMIN)
@require_POST
def account_reset(request: Request, account: int) -> HttpResponse:
    """重置密码: shown on this one answer and nowhere else."""
    user = one(account)
    try:
        password = people.reset_password(user, actor=request.actor, at=request.at)
    except Refused as no:
        return account_page(request, user, refusal=no.reason, status=REFUSED)
    return account_page(request, user, password=password, said="密码已重置，原来的登录全部失效。")


def one(account: int) -> User:
    user = User.objects.filter(pk=account).first()
    if user is None:
        raise Http404
    return user


def account_page(request: Request, user: User, *, status: int = 200, **shown: Any) -> HttpResponse:
    """`shown`: forms with what was typed (contacts, giving, ending), a refusal, a password, what was done."""
    today = today_of(request)
    user.refresh_from_db()
    initial = {"name": user.name, "phone": user.phone, "mail": user.mail}
    context = {
        "account": user,
        "own": str(user.pk) == request.actor.id,
        "posts": directory.posts_of(user, today),
        "requests": directory.open_requests_about(user),
        "contacts": ContactsForm(at=request.at, initial=initial, auto_id="id_contacts_%s"),
        "giving": GiveForm(at=request.at, initial={"from_day": today}),
        "ending": EndForm(at=request.at, initial={"last_day": today}),
        "post": directory.post,
        "today": today,
        "refusal": "",
        "password": "",
        "said": "",
    }
    return render(request, "manage/account.html", context | shown, status=status)
