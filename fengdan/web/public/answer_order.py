"""回应点单: whoever is asked whether this mediator suits says so on the public page, by slip or by letter."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from fengdan.matters.actions.answer_order import OrderAnswered, answer_order
from fengdan.matters.entry import Once
from fengdan.matters.models import Matter, Party
from fengdan.matters.queries.follow import Followed, followed
from fengdan.rulebook.actor import party_actor
from fengdan.rulebook.orders import OrderChannel, OrderSaid
from fengdan.web.public.holder import DONE, LETTER, SLIP, Door, outcome, private
from fengdan.web.shared.fields import Choice
from fengdan.web.shared.policy import public
from fengdan.web.shared.request import Request
from fengdan.web.shared.wishes import Wishes

OTHERS, CENTRE = OrderSaid.OTHERS.value, OrderSaid.CENTRE.value


class AnswerForm(Wishes):
    """One tap is enough: agree with one of those offered, name others, or leave it to the centre."""

    answer = Choice("您看由谁来调解", radio=True)
    turn = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field_order = ("answer", "choice1", "choice2", "choice3")

    def __init__(self, *args: Any, it: Followed, **options: Any) -> None:
        super().__init__(*args, **options)
        offered = it.order.offered if it.order else ()
        yes = [(rank, f"同意由 {words} 调解") for rank, words in offered]
        more = [(OTHERS, "换人，我想请别的调解员（在下面填编号）"), (CENTRE, "请中心安排")]
        self.fields["answer"].choices = [*yes, *more]  # type: ignore[attr-defined]

    def answered(self) -> OrderAnswered:
        said = self.cleaned_data
        chosen, turn = said["answer"], said["turn"]
        if chosen == OTHERS:
            return OrderAnswered(OTHERS, OrderChannel.ONLINE, mediators=self.mediators(), turn=turn)
        if chosen == CENTRE:
            return OrderAnswered(CENTRE, OrderChannel.ONLINE, turn=turn)
        return OrderAnswered(OrderSaid.AGREE, OrderChannel.ONLINE, rank=int(chosen), turn=turn)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def follow_answer(request: Request) -> HttpResponse:
    held = SLIP.held(request)
    if held is None:
        return redirect("follow")
    return _answer(request, SLIP, held, followed(held, request.at), "follow_answer")


@public
@require_http_methods(["GET", "HEAD", "POST"])
def reply_order(request: Request) -> HttpResponse:
    held = LETTER.held(request)
    party = Party.objects.filter(pk=held, removed=False).first() if held is not None else None
    if party is None:
        return redirect("reply_mine")
    it = followed(party.matter_id, request.at, party.pk)
    return _answer(request, LETTER, party.matter_id, it, "reply_order")


def _answer(request: Request, door: Door, matter: int, it: Followed, here: str) -> HttpResponse:
    form = AnswerForm(request.POST if request.method == "POST" else None, at=request.at, it=it)
    status = outcome(form, lambda: _save(request, matter, it.party, form))
    if status == DONE:
        return redirect(door.page)
    shown = {"it": it, "form": form, "here": here, "back": door.page}
    return private(render(request, "public/answer_order.html", shown, status=status))


def _save(request: Request, matter: int, party: int, form: AnswerForm) -> None:
    answer_order(
        Matter.objects.get(pk=matter),
        party=party,
        answer=form.answered(),
        actor=party_actor(party, ""),
        at=request.at,
        once=Once(*form.once_key()),
    )
