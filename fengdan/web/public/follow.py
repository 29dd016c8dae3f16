"""Following one's own matter: by the QR of the slip, or by its code and PIN. No account, no telephone."""

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fengdan.matters.queries.follow import by_pin, by_token, followed
from fengdan.people import throttle
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.numbering import read_code
from fengdan.web.shared.fields import Text
from fengdan.web.shared.forms import Form
from fengdan.web.shared.policy import public
from fengdan.web.shared.request import Request

COOKIE = "slip"
SALT = "fengdan.slip"
MINUTES = 30
GUESSES_PER_ADDRESS = 30  # a whole village may sit behind one address
WRONG = "查询码或查询密码不对，请对照回执再输一次。"


class FollowForm(Form):
    code = Text("查询码", 40, hint="回执上那一行，数字之间的横线可以不输。")
    pin = Text("查询密码", 20, widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))


@public
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: Request) -> HttpResponse:
    form = FollowForm(request.POST if request.method == "POST" else None, at=request.at)
    if not form.is_bound:
        return render(request, "public/follow.html", {"form": form})
    if form.is_valid():
        try:
            return _let_in(request, _matter(request, form.cleaned_data["code"], form.cleaned_data["pin"]))
        except Refused as no:
            form.add_refused(no)
    return render(request, "public/follow.html", {"form": form}, status=422)


def _matter(request: Request, code: str, pin: str) -> int:
    """The matter, unless guessing has to wait. The answer is the same whether the code exists or not."""
    keys = [
        throttle.key("slip", read_code(code) or "-"),
        throttle.key("slip-address", request.META.get("REMOTE_ADDR", ""), GUESSES_PER_ADDRESS),
    ]
    throttle.check(keys, request.at)
    found = by_pin(code, pin)
    if found is None:
        throttle.failed(keys, request.at)
        raise Refused(WRONG)
    throttle.succeeded(keys[:1])
    return found


@public
@require_safe
def follow_token(request: Request, token: str) -> HttpResponse:
    """The QR's address: the token is exchanged for a cookie, so that it stays in no history but the first line."""
    found = by_token(token)
    if found is None:
        raise Http404
    return _let_in(request, found)


@public
@require_safe
def follow_mine(request: Request) -> HttpResponse:
    held = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=MINUTES * 60)
    if not held:
        return redirect("follow")
    response = render(request, "public/followed.html", {"it": followed(int(held))})
    response["Cache-Control"] = "no-store"
    return response


@public
@require_POST
def follow_leave(_request: Request) -> HttpResponse:
    response = redirect("home")
    response.delete_cookie(COOKIE)
    return response


def _let_in(request: Request, matter_id: int) -> HttpResponse:
    response = redirect("follow_mine")
    response.set_signed_cookie(
        COOKIE,
        str(matter_id),
        salt=SALT,
        max_age=MINUTES * 60,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return response
