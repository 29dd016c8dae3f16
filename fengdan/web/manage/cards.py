"""调解员菜单的管理: which cards there are and what they lack; editing one, its photo, consent, on the menu and off."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fengdan.files import portrait
from fengdan.matters.queries.menu.cards import rows
from fengdan.rulebook.actor import Role
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.menu import RESULT_RULE
from fengdan.teams import publishing
from fengdan.teams.card_list import STATE_LABELS, card_lines, missing_of
from fengdan.teams.models import Card, Mediator
from fengdan.web.manage.card_forms import CardForm, ConsentForm, PhotoForm
from fengdan.web.shared.numbers import version_of
from fengdan.web.shared.policy import roles
from fengdan.web.shared.portraits import photo_response
from fengdan.web.shared.request import Request

REFUSED, INVALID = 409, 422


def mediator_of(code: str) -> Mediator:
    return get_object_or_404(Mediator.objects.select_related("card__photo", "user"), pk=code)


def card_of(mediator: Mediator) -> Card | None:
    return Card.objects.filter(pk=mediator.pk).select_related("mediator", "photo").first()


@roles(*publishing.OWNERS)
@require_safe
def cards(request: Request) -> HttpResponse:
    lines = card_lines(timezone.localdate(request.at))
    wanted = request.GET.get("state", "")
    counts = Counter(line.state for line in lines)
    context = {
        "lines": [line for line in lines if not wanted or line.state == wanted],
        "counts": [(state, label, counts[state]) for state, label in STATE_LABELS.items()],
        "wanted": wanted,
        "total": len(lines),
    }
    return render(request, "manage/cards.html", context)


@roles(*publishing.OWNERS)
@require_http_methods(["GET", "HEAD", "POST"])
def card_edit(request: Request, code: str) -> HttpResponse:
    mediator = mediator_of(code)
    if request.method != "POST":
        return _page(request, mediator)
    form = CardForm(request.POST, at=request.at)
    if not form.is_valid():
        return _page(request, mediator, form=form, status=INVALID)
    seen = version_of(request.POST.get("seen", ""))
    return _do(
        request,
        mediator,
        lambda: publishing.save(mediator, form.cleaned_data, seen=seen, actor=request.actor, at=request.at),
        form=form,
    )


@roles(*publishing.OWNERS)
@require_http_methods(["GET", "HEAD", "POST"])
def card_photo(request: Request, code: str) -> HttpResponse:
    """GET: the portrait, on the menu or not. POST: another one."""
    mediator = mediator_of(code)
    if request.method != "POST":
        card = card_of(mediator)
        if card is None or card.photo is None:
            raise Http404
        return photo_response(request, card.photo)
    form = PhotoForm(request.POST, request.FILES, at=request.at)
    if not form.is_valid():
        return _page(request, mediator, photo=form, status=INVALID)
    seen = version_of(request.POST.get("seen", ""))

    def keep() -> None:
        small = portrait.check(form.cleaned_data["photo"])
        publishing.keep_photo(mediator, small, seen=seen, actor=request.actor, at=request.at)

    return _do(request, mediator, keep, photo=form)


@roles(*publishing.OWNERS)
@require_POST
def card_consent(request: Request, code: str) -> HttpResponse:
    """A consent signed on paper."""
    mediator = mediator_of(code)
    form = ConsentForm(request.POST, at=request.at)
    if not form.is_valid():
        return _page(request, mediator, consent=form, status=INVALID)
    given_on = form.cleaned_data["given_on"]
    return _do(
        request,
        mediator,
        lambda: publishing.agree(mediator, given_on=given_on, actor=request.actor, at=request.at),
        consent=form,
    )


@roles(*publishing.OWNERS)
@require_POST
def card_publish(request: Request, code: str) -> HttpResponse:
    mediator, seen = mediator_of(code), version_of(request.POST.get("seen", ""))
    return _do(request, mediator, lambda: publishing.publish(mediator, seen=seen, actor=request.actor, at=request.at))


@roles(*publishing.OWNERS)
@require_POST
def card_unpublish(request: Request, code: str) -> HttpResponse:
    mediator = mediator_of(code)
    return _do(request, mediator, lambda: publishing.unpublish(mediator, actor=request.actor, at=request.at))


@roles(*publishing.OWNERS)
@require_POST
def card_withdraw(request: Request, code: str) -> HttpResponse:
    """The mediator told the centre that they no longer agree."""
    mediator = mediator_of(code)
    return _do(request, mediator, lambda: publishing.withdraw(mediator, actor=request.actor, at=request.at))


def _do(request: Request, mediator: Mediator, act: Callable[[], object], **typed: Any) -> HttpResponse:
    """Do it and show the card; refused, the page says why and keeps what was typed."""
    try:
        act()
    except Refused as no:
        form = next(iter(typed.values()), None)
        if form is not None:
            form.add_refused(no)
        return _page(request, mediator, **typed, refusal="" if form is not None else no.reason, status=REFUSED)
    return redirect("card_edit", mediator.pk)


def _page(request: Request, mediator: Mediator, *, status: int = 200, **shown: Any) -> HttpResponse:
    card = card_of(mediator)
    names = CardForm.base_fields
    initial = {name: getattr(card, name) for name in names} if card else _first_words(mediator)
    today = timezone.localdate(request.at)
    context = {
        "mediator": mediator,
        "card": card,
        "seen": card.changes if card else 0,
        "form": CardForm(at=request.at, initial=initial),
        "photo": PhotoForm(at=request.at),
        "consent": ConsentForm(at=request.at, initial={"given_on": today}),
        "missing": missing_of(mediator, card) if card else [],
        "in_office": publishing.in_office(mediator, today),
        "consents": mediator.card_consents.select_related("recorded_by", "withdrawn_by"),
        "preview": rows([card], request.at)[0] if card else None,
        "result_rule": RESULT_RULE,
        "sees_all": request.actor.has(Role.DIRECTOR),
        "refusal": "",
    }
    return render(request, "manage/card.html", context | shown, status=status)


def _first_words(mediator: Mediator) -> dict[str, Any]:
    """What a new card can begin with: the types of the teams they are in."""
    teams = mediator.memberships.filter(active_to=None).select_related("team")
    return {"types": sorted({code for place in teams for code in place.team.matter_types}), "languages": ["普通话"]}
