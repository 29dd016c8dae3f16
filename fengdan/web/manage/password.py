"""One's own password. Whoever was handed one by somebody else comes here first."""

from django import forms
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from fengdan.people import passwords
from fengdan.people.models import User
from fengdan.rulebook.errors import Refused
from fengdan.web.shared.forms import Form
from fengdan.web.shared.policy import signed_in, unsettled
from fengdan.web.shared.request import Request


class Secret(forms.CharField):
    """A password: shown as dots, never given back by the page."""

    def __init__(self, label: str, complete: str, hint: str = "") -> None:
        errors = {"required": f"请填写“{label}”。", "max_length": f"“{label}”太长，请控制在 128 个字符以内。"}
        widget = forms.PasswordInput(attrs={"autocomplete": complete})
        super().__init__(label=label, max_length=128, strip=False, widget=widget, help_text=hint, error_messages=errors)


class PasswordForm(Form):
    old = Secret("现在的密码", "current-password")
    new = Secret("新密码", "new-password", f"至少 {passwords.SHORTEST} 个字符，不要用生日、电话和常见的词。")
    again = Secret("再输一遍新密码", "new-password")

    def clean_again(self) -> str:
        """The same twice."""
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("new", again):
            raise ValidationError("两次输入的新密码不一样，请重新输入。")
        return again


@unsettled
@signed_in
@sensitive_post_parameters("old", "new", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: Request) -> HttpResponse:
    user = User.objects.get(pk=int(request.actor.id))
    form = PasswordForm(request.POST if request.method == "POST" else None, at=request.at)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            passwords.change(user, old=said["old"], new=said["new"], at=request.at)
        except Refused as no:
            form.add_refused(no)
        else:
            user.refresh_from_db()
            update_session_auth_hash(request, user)  # this session goes on, all others of the account end
            return HttpResponseRedirect(reverse("password") + "?done=1")
    context = {"form": form, "must": user.must_change_password, "done": request.GET.get("done") == "1"}
    return render(request, "manage/password.html", context, status=422 if form.is_bound else 200)
