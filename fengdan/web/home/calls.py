"""电话告知、当面告知: whoever could not be written to is told by a person, who says here that they did."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from fengdan.matters.queries.calls import calls, waiting_calls
from fengdan.outbox.decide import told_by_hand
from fengdan.rulebook.errors import Refused
from fengdan.web.shared.fields import Text
from fengdan.web.shared.forms import Form
from fengdan.web.shared.policy import signed_in
from fengdan.web.shared.request import Request


class CallForm(Form):
    words = Text("告知情况", 100, hint="例如：本人接听，已说清楚。没有打通的不要登记，留在列表里再打。")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def call(request: Request, delivery: int) -> HttpResponse:
    found = calls(request.actor, only=delivery)
    if not found:
        raise Http404
    form = CallForm(request.POST if request.method == "POST" else None, at=request.at)
    if form.is_bound and form.is_valid():
        task = waiting_calls(request.actor).get(pk=delivery)
        try:
            told_by_hand(task, words=form.cleaned_data["words"], actor_id=request.actor.id, at=request.at)
        except Refused as no:
            form.add_refused(no)
        else:
            return redirect("home")
    context = {"call": found[0], "form": form}
    return render(request, "home/call.html", context, status=422 if form.is_bound else 200)
