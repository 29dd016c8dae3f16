"""网上点单: from a card of the menu, or on one's own matter; no account, few taps."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from fengdan.catalogue.centre import centre
from fengdan.catalogue.models import MatterType
from fengdan.matters.actions.order import Ordered, order
from fengdan.matters.actions.register_and_order import register_and_order
from fengdan.matters.actions.withdraw_order import withdraw_order
from fengdan.matters.entry import Once
from fengdan.matters.models import Matter
from fengdan.matters.queries.follow import followed
from fengdan.matters.queries.menu.cards import CardRow, card
from fengdan.rulebook.actor import ONLINE, party_actor
from fengdan.rulebook.guess import guess_type
from fengdan.rulebook.menu import NUMBERS, RESULT_RULE
from fengdan.rulebook.orders import OrderChannel
from fengdan.web.public.apply import APPLIED, WHO, ApplyForm, unhurried
from fengdan.web.public.holder import DONE, SLIP, outcome, private
from fengdan.web.shared.fields import Text
from fengdan.web.shared.forms import Form
from fengdan.web.shared.numbers import DIGITS
from fengdan.web.shared.policy import public
from fengdan.web.shared.request import Request
from fengdan.web.shared.wishes import BookletNumber, Needs

BACK = "back"  # what the button of 撤回点单 says


class OrderForm(ApplyForm, Needs):
    """The registration's fields, with this mediator first and perhaps two more."""

    choice1 = None  # type: ignore[assignment]  # the card they came from
    choice2 = BookletNumber("第二选", required=False, hint="填手册编号；不填也行。")
    other = Text("和谁有矛盾", 60, hint="人名或者单位；不知道名字的，写您知道的。", error_messages={"required": WHO})

    field_order = ("name", "phone", "other", "story", "town", "needs", "words", "choice2", "choice3", "agreed")

    def kind_of(self, story: str) -> str:
        """Whoever wants a mediator has a dispute."""
        disputes = MatterType.objects.filter(kind=MatterType.Kind.DISPUTE)
        return guess_type(story, dict(disputes.values_list("code", "keywords")))


class FollowOrderForm(Needs):
    """At least one of them has to be named."""

    choice1 = BookletNumber("第一选", hint="填手册编号，如 7。")


@public
@require_http_methods(["GET", "HEAD", "POST"])
def menu_order(request: Request, number: int) -> HttpResponse:
    """点单 on a card: one page, one save; the receipt is that of 网上登记."""
    row = card(number, request.at) if number in NUMBERS else None
    if row is None:
        context = {"card": None, "number": number, "centre": centre(), "result_rule": RESULT_RULE, "now": request.at}
        return render(request, "public/menu_card.html", context, status=404)
    form = OrderForm(request.POST if request.method == "POST" else None, at=request.at)
    made: list[Matter] = []
    status = outcome(form, lambda: made.append(unhurried(request, lambda: _register(request, form, row))))
    if status == DONE:
        return APPLIED.let_in(request, made[0].pk)
    held = SLIP.held(request)
    own = followed(held, request.at) if held is not None else None
    shown = {"form": form, "card": row, "centre": centre(), "own": own if own and own.own.order is None else None}
    return private(render(request, "public/order.html", shown, status=status))


def _register(request: Request, form: OrderForm, row: CardRow) -> Matter:
    said = form.cleaned_data
    wanted = Ordered(
        OrderChannel.ONLINE,
        mediators=(row.code, *form.mediators()),
        needs=tuple(said["needs"]),
        words=said["words"],
    )
    return register_and_order(form.told(), wanted, actor=ONLINE, at=request.at, once=Once(*form.once_key()))


@public
@require_http_methods(["GET", "HEAD", "POST"])
def follow_order(request: Request) -> HttpResponse:
    """选调解员, 撤回点单: whoever holds the slip orders for their matter, and takes the order back."""
    held = SLIP.held(request)
    if held is None:
        return redirect("follow")
    it = followed(held, request.at)
    posted = request.POST if request.method == "POST" else None
    if request.POST.get("then") == BACK:
        form = Form(posted, at=request.at)
        status = outcome(form, lambda: _withdraw(request, held, it.party, form))
    else:
        form = FollowOrderForm(posted, at=request.at, initial={"choice1": request.GET.get("choice1", "")[:DIGITS]})
        status = outcome(form, lambda: _order(request, held, it.party, form))
    if status == DONE:
        return redirect("follow_order" if request.POST.get("then") == BACK else "follow_mine")
    taking_back = request.POST.get("then") == BACK or (posted is None and it.order and it.order.withdraw)
    shown = {"it": it, "form": form, "taking_back": taking_back, "back": BACK}
    return private(render(request, "public/follow_order.html", shown, status=status))


def _withdraw(request: Request, matter: int, party: int, form: Form) -> None:
    withdraw_order(
        Matter.objects.get(pk=matter),
        party=party,
        actor=party_actor(party, ""),
        at=request.at,
        once=Once(*form.once_key()),
    )


def _order(request: Request, matter: int, party: int, form: FollowOrderForm) -> None:
    said = form.cleaned_data
    wanted = Ordered(OrderChannel.ONLINE, mediators=form.mediators(), needs=tuple(said["needs"]), words=said["words"])
    order(
        Matter.objects.get(pk=matter),
        party=party,
        ordered=wanted,
        actor=party_actor(party, ""),
        at=request.at,
        once=Once(*form.once_key()),
    )
