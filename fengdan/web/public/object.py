"""提出异议: a party says on the public page that they do not want the unit the county gave their matter to."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from fengdan.matters.actions.raise_objection import raise_objection
from fengdan.matters.entry import Once
from fengdan.matters.models import Matter
from fengdan.matters.queries.follow import followed
from fengdan.rulebook.actor import party_actor
from fengdan.web.public.holder import DONE, SLIP, outcome, private
from fengdan.web.shared.fields import Story
from fengdan.web.shared.forms import Form
from fengdan.web.shared.policy import public
from fengdan.web.shared.request import Request


class ObjectForm(Form):
    words = Story("为什么不同意", 500, rows=3, hint="说说您的顾虑，希望由谁来办。")


@public
@require_http_methods(["GET", "HEAD", "POST"])
def follow_object(request: Request) -> HttpResponse:
    held = SLIP.held(request)
    if held is None:
        return redirect("follow")
    it = followed(held, request.at)
    form = ObjectForm(request.POST if request.method == "POST" else None, at=request.at)
    status = outcome(form, lambda: _object(request, held, it.party, form))
    if status == DONE:
        return redirect("follow_mine")
    return private(render(request, "public/object.html", {"it": it, "form": form}, status=status))


def _object(request: Request, matter: int, party: int, form: ObjectForm) -> None:
    raise_objection(
        Matter.objects.get(pk=matter),
        party=party,
        words=form.cleaned_data["words"],
        actor=party_actor(party, ""),
        at=request.at,
        once=Once(*form.once_key()),
    )
