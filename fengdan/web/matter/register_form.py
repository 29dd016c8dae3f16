"""The form of 接待登记: who, what, where, and what is done about it at once."""

from datetime import datetime
from typing import Any

from fengdan.matters.actions.agree_orally import OralTerms
from fengdan.matters.actions.receive import AS_PROPOSED, WAY_LABELS, Received, Way
from fengdan.matters.actions.register import Registration
from fengdan.matters.intake import ContactDetails, Sender
from fengdan.matters.parties import PartyDetails
from fengdan.rulebook.actor import Actor, Role
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.facts import Side
from fengdan.rulebook.sources import RISK_LABELS, SOURCE_LABELS, Risk, Source
from fengdan.teams.models import Team
from fengdan.teams.queries import mediators_by_team
from fengdan.web.matter.promise import WithPromise
from fengdan.web.matter.types import guess, type_choices
from fengdan.web.shared.areas import area_choices
from fengdan.web.shared.fields import Choice, Day, IdNumber, PastMoment, Phone, Story, Text, Tick
from fengdan.web.shared.numbers import Whole

MOST_PEOPLE = 999
# what each way of going on asks for, and what is said where it is missing
WANTED = {
    Way.GIVE: {"assign_to": "请选择“交给谁”。"},
    Way.ANSWER: {"text": "请填写“怎么答复的”。"},
    Way.MEDIATE: {
        "mediator": "请选择“谁调解的”。",
        "content": "请写明“怎么说定的”。",
        "both_agree": "请确认双方都愿意、都同意，再勾选。",
    },
}
OF_THE_APPLICANT = (
    "applicant_name",
    "applicant_phone",
    "applicant_id_number",
    "applicant_address",
    "contact_name",
    "contact_phone",
    "contact_relation",
)


class RegisterForm(WithPromise):
    channel = Choice("从哪里来", SOURCE_LABELS.items(), radio=True, initial=Source.WALK_IN.value)
    organ = Text("来件单位", 60, required=False, hint="转来的才填，如：县人民法院。")
    number = Text("来件文号", 60, required=False)
    sent_on = Day("来件日期", required=False)
    applicant_name = Text("申请人姓名", 60, required=False)
    applicant_phone = Phone("申请人电话", required=False, hint="没有电话可以不填。")
    applicant_id_number = IdNumber("申请人身份证号", required=False)
    applicant_address = Text("申请人住址", 120, required=False)
    contact_name = Text("联系人姓名", 40, required=False, hint="替申请人来的，或者申请人没有电话时能找到的人。")
    contact_phone = Phone("联系人电话", required=False)
    contact_relation = Text("和申请人的关系", 20, required=False, hint="如：女儿、邻居、村干部。")
    people = Whole("来了几个人", 0, MOST_PEOPLE, initial=1, hint="一起来的算一批。转来的、没有人来的填 0。")
    anonymous = Tick("匿名咨询", hint="不愿留姓名的办事、咨询：姓名、电话都不填。")
    respondent_name = Text("对方姓名或单位", 60, required=False, hint="不知道全名的写知道的；办事的不填。")
    respondent_phone = Phone("对方电话", required=False)
    story = Story("事情经过和要求", 5000, rows=5)
    area = Choice("发生在哪里", empty="请选择乡镇或村（社区）")
    place = Text("具体地点", 120, required=False)
    matter_type = Choice("类型", required=False, empty="按经过自动判断", hint="判断不准可以自己选，登记后也能更正。")
    risk = Choice("紧急程度", RISK_LABELS.items(), radio=True, initial=Risk.BLUE.value)
    happened_at = PastMoment("什么时候来的", required=False, hint="现在来的不用填；补录以前的，填当时的时间。")
    paper_slip = Text(
        "预编号登记单的编号", 40, required=False, hint="停电时写在登记单上的，照单子上的编号输，横线可以不输。"
    )
    way = Choice("怎么处理", WAY_LABELS.items(), radio=True, initial=Way.WAIT.value)
    assign_to = Choice("交给谁", required=False)
    text = Story("怎么答复的", 500, rows=3, required=False, hint="告诉了什么，让他到哪里、带什么、找谁。")
    mediator = Choice("谁调解的", required=False, empty="请选择调解员")
    content = Story("怎么说定的", 1000, rows=3, required=False, hint="谁给谁什么、多少，或者谁做什么。")
    due = Text("哪天以前办", 120, required=False, hint="如：12月1日前。当场已经办完的不用填。")
    performed = Tick("当场已经办完")
    both_agree = Tick("双方都愿意由这位调解员当场调解，也都同意这样办，不用写书面协议")

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        self._offer("area", [("", "请选择乡镇或村（社区）"), *area_choices()])
        self._offer("matter_type", [("", "按经过自动判断"), *type_choices()])
        teams = list(Team.objects.order_by("pk").values_list("pk", "unit__name"))
        self._offer("assign_to", [("", "请选择"), (AS_PROPOSED, "按规则建议的单位"), ("指定调解团队", teams)])
        self._offer("mediator", [("", "请选择调解员"), *mediators_by_team(self.at.astimezone(ZONE).date())])
        if not actor.has(Role.DUTY):
            self._offer("way", [(way, label) for way, label in WAY_LABELS.items() if way not in {Way.ACCEPT, Way.GIVE}])
            del self.fields["assign_to"]

    def _offer(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        wanted = WANTED.get(said.get("way", ""), {})
        if not said.get("anonymous"):
            wanted = {"applicant_name": "请填写“申请人姓名”。", **wanted}
        elif any(said.get(name) for name in OF_THE_APPLICANT):
            self.add_error("anonymous", "匿名咨询不留姓名、电话和联系人；要留的，请不要勾选“匿名咨询”。")
        for name, sentence in wanted.items():
            if not said.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        if said.get("way") == Way.MEDIATE:
            self.check_promise(said)
        return said

    def at_the_time(self) -> datetime:
        """When they were here: now, or as it was typed."""
        happened: datetime | None = self.cleaned_data["happened_at"]
        return happened or self.at

    def received(self) -> Received:
        said = self.cleaned_data
        terms = OralTerms(
            said["content"],
            self.at_the_time(),
            due=said["due"],
            performed=said["performed"],
            mediator=said["mediator"],
        )
        return Received(
            self._told(),
            Way(said["way"]),
            unit=said.get("assign_to", ""),
            reason="登记时直接派给",
            text=said["text"],
            terms=terms,
            both_agree=said["both_agree"],
            promise=self.promise() if said["way"] == Way.MEDIATE else None,
            nothing_due=said["nothing_due"],
        )

    def _told(self) -> Registration:
        said = self.cleaned_data
        return Registration(
            channel=said["channel"],
            matter_type=said["matter_type"] or guess(said["story"]),
            area=said["area"],
            story=said["story"],
            place=said["place"],
            risk=said["risk"],
            parties=self._parties(),
            sender=Sender(said["organ"], said["number"], said["sent_on"]),
            contact=ContactDetails(said["contact_name"], said["contact_phone"], said["contact_relation"]),
            people=said["people"],
            anonymous=said["anonymous"],
            paper_slip=said["paper_slip"],
        )

    def _parties(self) -> tuple[PartyDetails, ...]:
        said = self.cleaned_data
        applicant = PartyDetails(
            Side.APPLICANT,
            said["applicant_name"],
            said["applicant_phone"],
            said["applicant_id_number"],
            said["applicant_address"],
        )
        respondent = PartyDetails(Side.RESPONDENT, said["respondent_name"], said["respondent_phone"])
        return tuple(each for each in (applicant, respondent) if each.name)
