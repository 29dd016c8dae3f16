"""我的名片: what the menu says of the mediator who asks; they agree to it here, and take it back here."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from fengdan.matters.queries.menu.cards import rows
from fengdan.rulebook.actor import Role
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.menu import RESULT_RULE
from fengdan.teams.card_list import missing_of
from fengdan.teams.models import Card, Mediator
from fengdan.teams.publishing import agree, withdraw
from fengdan.teams.queries import on_the_menu
from fengdan.web.shared.policy import roles
from fengdan.web.shared.portraits import photo_response
from fengdan.web.shared.request import Request


@roles(Role.MEDIATOR, Role.LEADER)
@require_http_methods(["GET", "HEAD", "POST"])
def my_card(request: Request) -> HttpResponse:
    mediator = Mediator.objects.filter(user=int(request.actor.id)).first()
    if request.method != "POST" or mediator is None:
        return _page(request, mediator)
    try:
        _answer(request, mediator)
    except Refused as no:
        return _page(request, mediator, no.reason)
    return redirect("my_card")


def _answer(request: Request, mediator: Mediator) -> None:
    """Raises Refused."""
    if request.POST.get("do") == "withdraw":
        withdraw(mediator, actor=request.actor, at=request.at)
        return
    if request.POST.get("read") != "1":
        raise Refused("请先看过上面的内容，勾选“我看过了上面的内容”，再点同意。")
    agree(mediator, given_on=timezone.localdate(request.at), actor=request.actor, at=request.at)


@roles(Role.MEDIATOR, Role.LEADER)
@require_safe
def my_photo(request: Request) -> HttpResponse:
    """One's own portrait, published or not."""
    card = Card.objects.filter(mediator__user=int(request.actor.id)).select_related("photo").first()
    if card is None or card.photo is None:
        raise Http404
    return photo_response(request, card.photo)


def _page(request: Request, mediator: Mediator | None, refusal: str = "") -> HttpResponse:
    card = Card.objects.filter(pk=mediator.pk).select_related("mediator", "photo").first() if mediator else None
    context = {
        "card": card,
        "preview": rows([card], request.at)[0] if card else None,
        "missing": missing_of(mediator, card) if mediator and card else [],
        "shown": card is not None and on_the_menu(timezone.localdate(request.at)).filter(pk=card.pk).exists(),
        "result_rule": RESULT_RULE,
        "refusal": refusal,
    }
    return render(request, "home/card.html", context, status=422 if refusal else 200)
