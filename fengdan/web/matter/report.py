"""一页上报: the village's and the grid worker's page, made for a phone."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fengdan.matters.actions.agree_orally import OralTerms
from fengdan.matters.actions.register import Registration
from fengdan.matters.actions.report import OUTCOME_LABELS, Outcome, Reported, report
from fengdan.matters.entry import Once
from fengdan.matters.models import HandUp
from fengdan.matters.parties import PartyDetails
from fengdan.rulebook.actor import FIELD, Actor, Role
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.facts import Side
from fengdan.rulebook.sources import RISK_LABELS, Level, Risk, Source
from fengdan.units.models import Unit
from fengdan.web.matter.promise import WithPromise
from fengdan.web.matter.types import guess, type_choices
from fengdan.web.shared.areas import area_choices
from fengdan.web.shared.fields import Choice, PastMoment, Phone, Story, Text, Tick
from fengdan.web.shared.policy import roles
from fengdan.web.shared.request import Request

HOW_KNOWN = {Source.WALK_IN: "群众来找", Source.TELEPHONE: "打电话来", Source.PATROL: "主动排查"}


class ReportForm(WithPromise):
    origin = Choice("以哪个单位上报")
    outcome = Choice("怎么样了", OUTCOME_LABELS.items(), radio=True)
    applicant_name = Text("谁", 60, hint="姓名；来找的人，或者一方当事人。")
    applicant_phone = Phone("他的电话", required=False)
    respondent_name = Text("和谁", 60, required=False, hint="对方姓名或单位。办事的不填。")
    story = Story("什么事", 2000, rows=3)
    area = Choice("在哪个村（社区）", empty="请选择")
    place = Text("具体地点", 120, required=False)
    channel = Choice("怎么知道的", HOW_KNOWN.items(), radio=True, initial=Source.WALK_IN.value)
    happened_at = PastMoment("什么时候的事", required=False, hint="现在的事不用填；补录以前的事，填当时的时间。")
    content = Story("怎么说定的", 1000, rows=3, required=False, hint="谁给谁什么、多少，或者谁做什么。")
    due = Text("哪天以前办", 120, required=False, hint="如：12月1日前。")
    performed = Tick("当场已经办完")
    both_agree = Tick("双方都愿意调解，也都同意这样办，不用写书面协议")
    up_because = Choice("为什么上交", HandUp.by_hand(), required=False)
    handover = Story("交接说明", 500, rows=3, required=False, hint="做过什么工作，卡在哪里。")
    matter_type = Choice("类型", required=False, empty="按经过自动判断")
    risk = Choice("紧急程度", RISK_LABELS.items(), initial=Risk.BLUE.value)

    def __init__(self, *args: Any, origins: list[Unit], **options: Any) -> None:
        super().__init__(*args, **options)
        self.origins = {unit.pk: unit for unit in origins}
        self.fields["origin"].choices = [(unit.pk, unit.name) for unit in origins]  # type: ignore[attr-defined]
        self.fields["origin"].initial = origins[0].pk
        if len(origins) == 1:
            self.fields["origin"].widget = self.fields["origin"].hidden_widget()
        places = _places(origins)
        self.fields["area"].choices = places  # type: ignore[attr-defined]
        if len(places) == 1:
            self.fields["area"].initial = places[0][0]
        self.fields["matter_type"].choices = [("", "按经过自动判断"), *type_choices()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        wanted = {
            Outcome.SETTLED: {"content": "请写明“怎么说定的”。", "both_agree": "请确认双方都愿意、都同意，再勾选。"},
            Outcome.UP: {"up_because": "请选择“为什么上交”。", "handover": "请填写“交接说明”，一两句就行。"},
        }.get(said.get("outcome", ""), {})
        for name, sentence in wanted.items():
            if not said.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        if said.get("outcome") == Outcome.SETTLED:
            self.check_promise(said)
        return said

    def told(self, actor: Actor) -> Registration:
        said = self.cleaned_data
        origin = self.origins[said["origin"]]
        applicant = PartyDetails(Side.APPLICANT, said["applicant_name"], said["applicant_phone"])
        respondent = PartyDetails(Side.RESPONDENT, said["respondent_name"])
        return Registration(
            channel=said["channel"],
            matter_type=said["matter_type"] or guess(said["story"]),
            area=said["area"],
            story=said["story"],
            place=said["place"],
            risk=said["risk"],
            parties=(applicant, respondent) if said["respondent_name"] else (applicant,),
            origin=origin.pk,
            level=_level(origin, actor),
        )

    def reported(self, actor: Actor) -> Reported:
        said = self.cleaned_data
        outcome = Outcome(said["outcome"])
        terms = OralTerms(said["content"], said["happened_at"] or self.at, due=said["due"], performed=said["performed"])
        return Reported(
            self.told(actor),
            outcome,
            terms=terms if outcome is Outcome.SETTLED else None,
            both_agree=said["both_agree"],
            up_because=said["up_because"],
            handover=said["handover"],
            promise=self.promise(),
            nothing_due=said["nothing_due"],
        )


def _places(origins: list[Unit]) -> list[Any]:
    """The villages the origins are for; a township's as one group."""
    found: list[Any] = []
    for unit in origins:
        if unit.kind == Unit.Kind.VILLAGE:
            found.append((unit.area_id, f"{unit.area.parent}{unit.area}"))
        else:
            found += area_choices(unit.area_id)
    return found


def _level(origin: Unit, actor: Actor) -> Level:
    if origin.kind == Unit.Kind.TOWNSHIP:
        return Level.TOWNSHIP
    return Level.VILLAGE if origin.pk in actor.units_as(Role.VILLAGE) else Level.GRID


@roles(*FIELD)
@require_http_methods(["GET", "HEAD", "POST"])
def report_page(request: Request) -> HttpResponse:
    actor = request.actor
    origins = list(Unit.objects.filter(pk__in=actor.units_as(*FIELD)).select_related("area__parent").order_by("pk"))
    form = ReportForm(request.POST if request.method == "POST" else None, at=request.at, origins=origins)
    if not form.is_bound:
        return render(request, "matter/report.html", {"form": form})
    if not form.is_valid():
        return render(request, "matter/report.html", {"form": form}, status=422)
    try:
        happened = form.cleaned_data["happened_at"] or request.at
        matter = report(form.reported(actor), actor=actor, at=happened, once=Once(*form.once_key()))
    except Refused as no:
        form.add_refused(no)
        return render(request, "matter/report.html", {"form": form}, status=409)
    return redirect(f"{reverse('matter', args=[matter.code])}?done=register")
