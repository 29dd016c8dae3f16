"""评单: five faces and a word, by whoever holds the slip or was asked by letter; once, after the end."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from fengdan.matters.actions.rate import rate
from fengdan.matters.entry import Once
from fengdan.matters.models import Matter, Party, Rating
from fengdan.matters.queries.follow import Followed, followed
from fengdan.rulebook.actor import party_actor
from fengdan.web.public.holder import DONE, LETTER, SLIP, Door, outcome, private
from fengdan.web.shared.fields import Choice, Story
from fengdan.web.shared.forms import Form
from fengdan.web.shared.policy import public
from fengdan.web.shared.request import Request


class RateForm(Form):
    score = Choice("您觉得办得怎么样", [(str(value), label) for value, label in Rating.Score.choices], radio=True)
    words = Story("为什么", 500, rows=4, required=False, hint="哪里好、哪里不好，写不写都行。")


@public
@require_http_methods(["GET", "HEAD", "POST"])
def follow_rate(request: Request) -> HttpResponse:
    held = SLIP.held(request)
    if held is None:
        return redirect("follow")
    return _rate(request, SLIP, held, followed(held, request.at), "follow_rate")


@public
@require_http_methods(["GET", "HEAD", "POST"])
def reply_rate(request: Request) -> HttpResponse:
    held = LETTER.held(request)
    party = Party.objects.filter(pk=held, removed=False).first() if held is not None else None
    if party is None:
        return redirect("reply_mine")
    it = followed(party.matter_id, request.at, party.pk)
    return _rate(request, LETTER, party.matter_id, it, "reply_rate")


def _rate(request: Request, door: Door, matter: int, it: Followed, here: str) -> HttpResponse:
    form = RateForm(request.POST if request.method == "POST" else None, at=request.at)
    status = outcome(form, lambda: _save(request, matter, it.party, form))
    if status == DONE:
        return redirect(door.page)
    shown = {"it": it, "form": form, "here": here, "back": door.page}
    return private(render(request, "public/rate.html", shown, status=status))


def _save(request: Request, matter: int, party: int, form: RateForm) -> None:
    rate(
        Matter.objects.get(pk=matter),
        party=party,
        score=int(form.cleaned_data["score"]),
        words=form.cleaned_data["words"],
        actor=party_actor(party, ""),
        at=request.at,
        once=Once(*form.once_key()),
    )
