"""接待登记: one page, one save."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from fengdan.catalogue.models import MatterType
from fengdan.matters.actions.register import AS_PROPOSED, Registration, register
from fengdan.matters.entry import Once
from fengdan.matters.parties import PartyDetails
from fengdan.matters.queries.search import same_person
from fengdan.rulebook.actor import Role
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.facts import Side
from fengdan.rulebook.identity import tidy_id_number, tidy_phone
from fengdan.rulebook.sources import RISK_LABELS, SOURCE_LABELS, Risk, Source
from fengdan.teams.models import Team
from fengdan.web.matter.types import guess, type_choices
from fengdan.web.shared.areas import area_choices
from fengdan.web.shared.fields import Choice, IdNumber, Phone, Story, Text, Tick
from fengdan.web.shared.forms import Form
from fengdan.web.shared.policy import roles
from fengdan.web.shared.request import Request

MOST_HINTED = 5000


class RegisterForm(Form):
    channel = Choice("从哪里来", SOURCE_LABELS.items(), radio=True, initial=Source.WALK_IN.value)
    applicant_name = Text("申请人姓名", 60)
    applicant_phone = Phone("申请人电话", required=False, hint="没有电话可以不填。")
    applicant_id_number = IdNumber("申请人身份证号", required=False)
    applicant_address = Text("申请人住址", 120, required=False)
    respondent_name = Text("对方姓名或单位", 60, required=False, hint="不知道全名的写知道的；办事的不填。")
    respondent_phone = Phone("对方电话", required=False)
    story = Story("事情经过和要求", 5000, rows=5)
    area = Choice("发生在哪里", empty="请选择乡镇或村（社区）")
    place = Text("具体地点", 120, required=False)
    matter_type = Choice("类型", required=False, empty="按经过自动判断", hint="判断不准可以自己选，登记后也能更正。")
    risk = Choice("紧急程度", RISK_LABELS.items(), radio=True, initial=Risk.BLUE.value)
    accept_now = Tick("符合条件，当场受理")
    assign_to = Choice("受理后直接交给", required=False, empty="先不派单、交办")

    def __init__(self, *args: Any, may_accept: bool, may_assign: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["area"].choices = [("", "请选择乡镇或村（社区）"), *area_choices()]  # type: ignore[attr-defined]
        self.fields["matter_type"].choices = [("", "按经过自动判断"), *type_choices()]  # type: ignore[attr-defined]
        if may_accept and may_assign:
            teams = list(Team.objects.order_by("pk").values_list("pk", "unit__name"))
            offered = [("", "先不派单、交办"), (AS_PROPOSED, "按规则建议的单位"), ("指定调解团队", teams)]
            self.fields["assign_to"].choices = offered  # type: ignore[attr-defined]
        else:
            del self.fields["assign_to"]
        if not may_accept:
            del self.fields["accept_now"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("assign_to") and not said.get("accept_now"):
            self.add_error("assign_to", "要直接派单、交办，请先勾选“当场受理”。")
        return said

    def told(self) -> Registration:
        said = self.cleaned_data
        applicant = PartyDetails(
            Side.APPLICANT,
            said["applicant_name"],
            said["applicant_phone"],
            said["applicant_id_number"],
            said["applicant_address"],
        )
        respondent = PartyDetails(Side.RESPONDENT, said["respondent_name"], said["respondent_phone"])
        return Registration(
            channel=said["channel"],
            matter_type=said["matter_type"] or guess(said["story"]),
            area=said["area"],
            story=said["story"],
            place=said["place"],
            risk=said["risk"],
            parties=(applicant, respondent) if said["respondent_name"] else (applicant,),
        )


@roles(Role.CLERK, Role.DUTY)
@require_http_methods(["GET", "HEAD", "POST"])
def register_page(request: Request) -> HttpResponse:
    actor = request.actor
    form = RegisterForm(
        request.POST if request.method == "POST" else None,
        at=request.at,
        may_accept=actor.has(Role.DUTY),
        may_assign=actor.has(Role.DUTY, Role.DISPATCHER),
    )
    if not form.is_bound:
        return render(request, "matter/register.html", {"form": form})
    if not form.is_valid():
        return render(request, "matter/register.html", {"form": form}, status=422)
    try:
        matter = register(
            form.told(),
            actor=actor,
            at=request.at,
            once=Once(*form.once_key()),
            accept_now=form.cleaned_data.get("accept_now", False),
            assign_to=form.cleaned_data.get("assign_to", ""),
            assign_reason="登记时直接派给",
        )
    except Refused as no:
        form.add_refused(no)
        return render(request, "matter/register.html", {"form": form}, status=409)
    if request.POST.get("then") == "slip":
        return redirect("slip", matter.code)
    return redirect(f"{reverse('matter', args=[matter.code])}?done=register")


@roles(Role.CLERK, Role.DUTY)
@require_POST
def hints(request: Request) -> HttpResponse:
    """While the clerk types: what kind of dispute it seems to be, and whether this person was here before."""
    story = request.POST.get("story", "")[:MOST_HINTED]
    phone = tidy_phone(request.POST.get("applicant_phone", "")[:60])
    id_number = tidy_id_number(request.POST.get("applicant_id_number", "")[:60])
    guessed = MatterType.objects.get(pk=guess(story)) if story.strip() else None
    context = {"guessed": guessed, "before": same_person(request.actor, phone, id_number)}
    return render(request, "matter/hints.html", context)
