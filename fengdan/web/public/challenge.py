"""申请回避: a party says on the public page why the mediator should be somebody else."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from fengdan.matters.actions.challenge_mediator import challenge_mediator
from fengdan.matters.entry import Once
from fengdan.matters.models import Matter
from fengdan.matters.queries.follow import followed
from fengdan.rulebook.actor import party_actor
from fengdan.web.public.holder import DONE, SLIP, outcome, private
from fengdan.web.shared.fields import Story
from fengdan.web.shared.forms import Form
from fengdan.web.shared.policy import public
from fengdan.web.shared.request import Request


class ChallengeForm(Form):
    ground = Story("为什么要换人", 500, rows=3, hint="只有调解员本人、团队负责人、值班领导和主任看得到。")


@public
@require_http_methods(["GET", "HEAD", "POST"])
def follow_challenge(request: Request) -> HttpResponse:
    held = SLIP.held(request)
    if held is None:
        return redirect("follow")
    it = followed(held, request.at)
    form = ChallengeForm(request.POST if request.method == "POST" else None, at=request.at)
    status = outcome(form, lambda: _challenge(request, held, it.party, form))
    if status == DONE:
        return redirect("follow_mine")
    return private(render(request, "public/challenge.html", {"it": it, "form": form}, status=status))


def _challenge(request: Request, matter: int, party: int, form: ChallengeForm) -> None:
    challenge_mediator(
        Matter.objects.get(pk=matter),
        party=party,
        ground=form.cleaned_data["ground"],
        actor=party_actor(party, ""),
        at=request.at,
        once=Once(*form.once_key()),
    )
