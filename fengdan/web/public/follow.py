"""Following one's own matter: by the QR of the slip, or by its code and PIN. No account, no telephone."""

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fengdan.catalogue.centre import reached_at
from fengdan.matters.actions.conclude import conclude
from fengdan.matters.entry import Once
from fengdan.matters.models import Matter
from fengdan.matters.paper_slips import waits_by_pin, waits_by_token
from fengdan.matters.queries.follow import by_pin, by_token, followed
from fengdan.people import throttle
from fengdan.rulebook.actor import party_actor
from fengdan.rulebook.conclusions import Conclusion
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.facts import CENTRE
from fengdan.rulebook.numbering import read_code
from fengdan.units.models import Unit
from fengdan.web.public.holder import DONE, SLIP, outcome, private
from fengdan.web.shared.fields import Story, Text
from fengdan.web.shared.forms import Form
from fengdan.web.shared.policy import public
from fengdan.web.shared.request import Request

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
            found = matter_of(request, form.cleaned_data["code"], form.cleaned_data["pin"])
            return SLIP.let_in(request, found) if found else _not_typed(request)
        except Refused as no:
            form.add_refused(no)
    return render(request, "public/follow.html", {"form": form}, status=422)


def matter_of(request: Request, code: str, pin: str) -> int | None:
    """The matter, unless guessing has to wait; None for a slip not typed in yet.

    The answer to a wrong one is the same whether the code exists or not.
    """
    keys = [
        throttle.key("slip", read_code(code) or "-"),
        throttle.key("slip-address", request.META.get("REMOTE_ADDR", ""), GUESSES_PER_ADDRESS),
    ]
    throttle.check(keys, request.at)
    found = by_pin(code, pin)
    if found is None and not waits_by_pin(code, pin):
        throttle.failed(keys, request.at)
        raise Refused(WRONG)
    throttle.succeeded(keys[:1])
    return found


@public
@require_safe
def follow_token(request: Request, token: str) -> HttpResponse:
    """The QR's address."""
    found = by_token(token)
    if found is not None:
        return SLIP.let_in(request, found)
    if waits_by_token(token):
        return _not_typed(request)
    raise Http404


def _not_typed(request: Request) -> HttpResponse:
    """Written down while the power was out: the slip is in somebody's hand, the matter not yet with us."""
    return private(render(request, "public/not_typed.html", {"phone": reached_at(Unit.objects.get(pk=CENTRE))}))


@public
@require_safe
def follow_mine(request: Request) -> HttpResponse:
    held = SLIP.held(request)
    if held is None:
        return redirect("follow")
    return private(
        render(
            request,
            "public/followed.html",
            {"it": followed(held, request.at)},
        )
    )


@public
@require_POST
def follow_leave(_request: Request) -> HttpResponse:
    return SLIP.leave()


class WithdrawForm(Form):
    reason = Story("为什么不办了", 200, rows=3, hint="一句话就行，比如“我们自己说好了”。")


@public
@require_http_methods(["GET", "HEAD", "POST"])
def follow_withdraw(request: Request) -> HttpResponse:
    """撤回: what it means and why, then once more whether it is meant; only then is it done."""
    held = SLIP.held(request)
    if held is None:
        return redirect("follow")
    it = followed(held, request.at)
    form = WithdrawForm(request.POST if request.method == "POST" else None, at=request.at)
    once_more = form.is_valid() and request.POST.get("then") != "sure"
    status = 200 if once_more else outcome(form, lambda: _withdraw(request, held, it.party, form))
    if status == DONE:
        return redirect("follow_mine")
    shown = {"it": it, "form": form, "once_more": once_more}
    return private(render(request, "public/withdraw.html", shown, status=status))


def _withdraw(request: Request, matter: int, party: int, form: WithdrawForm) -> None:
    conclude(
        Matter.objects.get(pk=matter),
        conclusion=Conclusion.WITHDRAWN,
        reason=form.cleaned_data["reason"],
        actor=party_actor(party, ""),
        at=request.at,
        once=Once(*form.once_key()),
    )
