"""The door for staff."""

from django import forms
from django.contrib.auth import logout
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from fengdan.people import signin as door
from fengdan.rulebook.errors import Refused
from fengdan.web.shared import sessions
from fengdan.web.shared.fields import Text
from fengdan.web.shared.forms import Form
from fengdan.web.shared.links import safe_next
from fengdan.web.shared.policy import staff_door
from fengdan.web.shared.request import Request


class SigninForm(Form):
    username = Text("用户名", 40, widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}))
    password = forms.CharField(
        label="密码",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "请填写“密码”。", "max_length": "“密码”太长，请核对后重新输入。"},
    )


@staff_door
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def signin(request: Request) -> HttpResponse:
    form = SigninForm(request.POST if request.method == "POST" else None, at=request.at)
    if form.is_valid():
        try:
            user = door.authenticate(**form.cleaned_data, address=request.META.get("REMOTE_ADDR", ""), at=request.at)
        except Refused as refused:
            form.add_refused(refused)
        else:
            sessions.begin(request, user)
            return HttpResponseRedirect(safe_next(request))
    return render(request, "public/signin.html", {"form": form, "next": safe_next(request)})


@staff_door
@require_POST
def signout(request: Request) -> HttpResponse:
    if request.actor.id:
        door.leave(actor_id=request.actor.id, at=request.at)
    logout(request)
    return redirect("signin")
