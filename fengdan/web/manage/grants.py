"""岗位: the administrator gives and ends posts; the security administrator decides on those of administrators."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from fengdan.people import directory
from fengdan.people import grants as posts
from fengdan.people.models import Grant
from fengdan.rulebook.actor import Role
from fengdan.rulebook.errors import Refused
from fengdan.web.manage.accounts import INVALID, REFUSED, account_page, one
from fengdan.web.manage.posts import EndForm, GiveForm
from fengdan.web.shared.policy import roles
from fengdan.web.shared.request import Request


@roles(Role.ADMIN)
@require_POST
def grant_give(request: Request, account: int) -> HttpResponse:
    user, form = one(account), GiveForm(request.POST, at=request.at)
    if form.is_valid():
        try:
            posts.give(user, **form.said(), actor=request.actor, at=request.at)
        except Refused as no:
            form.add_refused(no)
            return account_page(request, user, giving=form, status=REFUSED)
        return redirect("account", account)
    return account_page(request, user, giving=form, status=INVALID)


@roles(Role.ADMIN)
@require_POST
def grant_end(request: Request, grant: int) -> HttpResponse:
    held = Grant.objects.filter(pk=grant).select_related("user", "unit").first()
    if held is None:
        raise Http404
    form = EndForm(request.POST, at=request.at)
    if form.is_valid():
        try:
            posts.end(held, last_day=form.cleaned_data["last_day"], actor=request.actor, at=request.at)
        except Refused as no:
            return account_page(request, held.user, refusal=no.reason, ending=form, status=REFUSED)
        return redirect("account", held.user_id)
    wrong = "".join(str(error) for error in form.errors["last_day"])
    return account_page(request, held.user, refusal=wrong, ending=form, status=INVALID)


@roles(Role.ADMIN, Role.SECURITY)
@require_safe
def grants(request: Request) -> HttpResponse:
    return _page(request)


@roles(Role.SECURITY)
@require_POST
def grant_decide(request: Request, asked: int) -> HttpResponse:
    """同意, 不同意."""
    verdict = request.POST.get("agreed", "")
    if verdict not in {"1", "0"}:
        return _page(request, "请点“同意”或者“不同意”。", INVALID)
    try:
        posts.decide(asked, agreed=verdict == "1", actor=request.actor, at=request.at)
    except Refused as no:
        return _page(request, no.reason, REFUSED)
    return redirect("grants")


def _page(request: Request, refusal: str = "", status: int = 200) -> HttpResponse:
    context = {
        "requests": directory.open_requests(),
        "done": directory.lately(request.at),
        "post": directory.post,
        "may_decide": request.actor.has(Role.SECURITY),
        "refusal": refusal,
        "days": directory.RECENT.days,
    }
    return render(request, "manage/grants.html", context, status=status)
