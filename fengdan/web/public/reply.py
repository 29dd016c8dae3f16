"""对方答复: whoever was asked by letter says whether they are willing, and then sees how it goes. No account."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fengdan.matters.actions.record_consent import record_consent
from fengdan.matters.entry import Once
from fengdan.matters.models import Consent
from fengdan.matters.queries.follow import followed
from fengdan.matters.queries.invited import Invited, by_invitation, invited
from fengdan.rulebook.actor import party_actor
from fengdan.rulebook.facts import Answer
from fengdan.web.public.holder import DONE, LETTER, outcome, private
from fengdan.web.shared.fields import Choice, Story, Tick
from fengdan.web.shared.forms import Form
from fengdan.web.shared.policy import public
from fengdan.web.shared.request import Request

ANOTHER = "想换一位调解员。"


class AnswerForm(Form):
    answer = Choice(
        "您愿意调解吗",
        [
            (Answer.AGREED.value, "同意，愿意一起谈谈"),
            (Answer.PENDING.value, "再想想，过几天再说"),
            (Answer.REFUSED.value, "不同意"),
        ],
        radio=True,
    )
    another = Tick("我想换一位调解员", hint="您有权选择调解员。")
    words = Story("想对调解员说的话", 200, rows=3, required=False)

    def said(self) -> str:
        """What the mediator reads."""
        return (ANOTHER if self.cleaned_data.get("another") else "") + str(self.cleaned_data["words"])


@public
@require_safe
def reply_token(request: Request, token: str) -> HttpResponse:
    """The letter's address. The answer is the same whether a token never was or is no longer good."""
    found = by_invitation(token)
    if found is None:
        raise Http404
    return LETTER.let_in(request, found)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def reply_mine(request: Request) -> HttpResponse:
    held = LETTER.held(request)
    it = invited(held, request.at) if held is not None else None
    if held is None or it is None:
        return private(render(request, "public/scan_again.html"))
    form = AnswerForm(request.POST if request.method == "POST" else None, at=request.at)
    if not it.mediator:
        del form.fields["another"]
    refuses = form.is_valid() and form.cleaned_data["answer"] == Answer.REFUSED
    once_more = refuses and request.POST.get("then") != "sure"
    status = 200 if once_more else outcome(form, lambda: _answer(request, held, it, form))
    if status == DONE:
        return redirect("reply_mine")
    shown = {"asked": it, "it": followed(it.matter.pk, request.at, held), "form": form, "once_more": once_more}
    return private(render(request, "public/reply.html", shown, status=status))


def _answer(request: Request, party: int, it: Invited, form: AnswerForm) -> None:
    record_consent(
        it.matter,
        party=party,
        answer=Answer(form.cleaned_data["answer"]),
        how=Consent.How.ONLINE,
        asked_at=request.at,
        words=form.said(),
        actor=party_actor(party, ""),
        at=request.at,
        once=Once(*form.once_key()),
    )


@public
@require_POST
def reply_leave(_request: Request) -> HttpResponse:
    return LETTER.leave()
