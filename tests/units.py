"""A matter walking through responsible units: given, signed for, answered, judged; given back, ruled on, handed up."""

from dataclasses import dataclass, replace
from typing import Any

from fengdan.files.check import Checked
from fengdan.matters.actions.agree_orally import OralTerms, agree_orally
from fengdan.matters.actions.approve_reply import approve_reply
from fengdan.matters.actions.assign import assign
from fengdan.matters.actions.conclude import conclude
from fengdan.matters.actions.decide_conference import decide_conference
from fengdan.matters.actions.give_back import give_back
from fengdan.matters.actions.hand_up import hand_up
from fengdan.matters.actions.raise_objection import raise_objection
from fengdan.matters.actions.raise_risk import raise_risk
from fengdan.matters.actions.record_consent import record_consent
from fengdan.matters.actions.register import Registration
from fengdan.matters.actions.reply import reply
from fengdan.matters.actions.report import Outcome, Reported, report
from fengdan.matters.actions.rule_on_objection import rule_on_objection
from fengdan.matters.actions.rule_on_return import rule_on_return
from fengdan.matters.actions.send_back_reply import send_back_reply
from fengdan.matters.actions.take import take
from fengdan.matters.models import Matter
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.conclusions import Conclusion
from fengdan.units.models import Liaison
from tests.cast import QUARREL, WANG, Walk, actor

WATER, LAND, TOWN, VILLAGE = "dept-water", "dept-land", "town-621122100", "village-621122100201"
BOUNDARY = replace(QUARREL, matter_type="07", story="两家地界的石头被挪了，各说各的。")
CERTIFICATE = Registration("walk_in", "B1", "621122100", "外出务工，户口簿丢了，想补办。", (WANG,))
AT_THE_DOOR = replace(
    QUARREL,
    channel="patrol",
    area="621122100201",
    story="浇水争先后，吵了两天。",
    origin=VILLAGE,
    level="village",
)
PHOTO = Checked("现场.pdf", "application/pdf", b"%PDF-1.4 %%EOF")
TURNS = "单日王测一家先浇，双日李测二家先浇。"


def liaison(unit: str) -> Actor:
    """Whoever answers for the unit in the demo."""
    return actor(Liaison.objects.filter(unit=unit).exclude(role="grid").get().account)


@dataclass
class UnitWalk(Walk):
    """As Walk, five minutes a step, with units in the place of teams."""

    def _by(self, who: Actor) -> dict[str, Any]:
        return {"actor": who, "at": self._tick()}

    def give(self, unit: str = WATER, **more: Any) -> "UnitWalk":
        self.matter = assign(self.matter, unit=unit, reason="职责所在", **more, **self._by(actor("duty")))
        return self

    def sign_for(self) -> "UnitWalk":
        self.matter = take(self.matter, **self._by(liaison(self.matter.holder_id)))
        return self

    def reply(self, attachment: Checked | None = None) -> "UnitWalk":
        by = self._by(liaison(self.matter.holder_id))
        said = {"result": "已到现场核实，界石已复位。", "basis": "《土地管理法》第十四条", "attachment": attachment}
        self.matter = reply(self.matter, **said, **by)
        return self

    def approve(self) -> "UnitWalk":
        self.matter = approve_reply(self.matter, **self._by(actor("duty")))
        return self

    def send_back(self) -> "UnitWalk":
        self.matter = send_back_reply(self.matter, comment="请写明复位的位置", **self._by(actor("duty")))
        return self

    def answered(self) -> "UnitWalk":
        by = self._by(actor("duty"))
        self.matter = conclude(self.matter, conclusion=Conclusion.ANSWERED_BY_UNIT, **by)
        return self

    def return_it(self, believed: str = LAND) -> "UnitWalk":
        by = self._by(liaison(self.matter.holder_id))
        why = {"code": "out_of_field", "reason": "三定规定不在本局", "believed": believed}
        self.matter = give_back(self.matter, **why, **by)
        return self

    def rule(self, unit: str = LAND, supporting: tuple[str, ...] = ()) -> "UnitWalk":
        by = self._by(actor("duty"))
        self.matter = rule_on_return(self.matter, unit=unit, ruling="权属争议归它", supporting=supporting, **by)
        return self

    def decide(self, unit: str = LAND, supporting: tuple[str, ...] = (), who: str = "duty") -> "UnitWalk":
        by = self._by(actor(who))
        said = {"unit": unit, "decision": "界址不清属权属争议", "supporting": supporting}
        self.matter = decide_conference(self.matter, **said, **by)
        return self

    def object_to_it(self) -> "UnitWalk":
        """The applicant comes to the desk: not this unit."""
        by, party = self._by(actor("clerk")), self.parties()[0].pk
        self.matter = raise_objection(self.matter, party=party, words="镇上和对方是亲戚。", **by)
        return self

    def hear_it(self, *, upheld: bool) -> "UnitWalk":
        by = self._by(actor("duty"))
        self.matter = rule_on_objection(self.matter, upheld=upheld, ruling="已请镇上换人办理。", **by)
        return self

    def hand_up(self) -> "UnitWalk":
        by = self._by(liaison(self.matter.holder_id))
        self.matter = hand_up(self.matter, reason="not_settled", handover="调了两次，差在先后。", **by)
        return self

    def report(self, outcome: Outcome = Outcome.OURS, told: Registration = AT_THE_DOOR, **more: Any) -> "UnitWalk":
        terms = OralTerms(TURNS, self.at, due="11月30日前")
        said = {"terms": terms, "both_agree": True, "handover": "双方是一个家族的，村里说不动。"}
        reported = Reported(told, outcome, **(said | more))
        self.matter = report(reported, **self._by(liaison(told.origin)))
        return self

    def both_willing(self) -> "UnitWalk":
        for party in self.parties():
            self.consent_of(party.pk)
        return self

    def consent_of(self, party: int) -> Matter:
        by = self._by(liaison(self.matter.holder_id))
        said = {"party": party, "answer": "agreed", "how": "in_person", "asked_at": self.at}
        self.matter = record_consent(self.matter, **said, **by)
        return self.matter

    def consent_of_applicant(self) -> Matter:
        by, party = self._by(actor("clerk")), self.parties()[0].pk
        said = {"party": party, "answer": "agreed", "how": "telephone", "asked_at": self.at}
        return record_consent(self.matter, **said, **by)

    def conclude_by_duty(self, code: Conclusion) -> "UnitWalk":
        by = self._by(actor("duty"))
        self.matter = conclude(self.matter, conclusion=code, reason="申请人来电说算了。", **by)
        return self

    def agree_orally(self) -> "UnitWalk":
        by = self._by(liaison(self.matter.holder_id))
        terms = OralTerms(TURNS, self.at, due="11月30日前")
        self.matter = agree_orally(self.matter, terms=terms, both_agree=True, **by)
        return self


def given_to(unit: str = WATER) -> UnitWalk:
    return UnitWalk().register().accept().give(unit)


def conferring(*, red: bool = False) -> UnitWalk:
    """Given back by water, ruled to the township, given back by it too: a 会商 is open, land leads it by rule."""
    walk = UnitWalk().register(BOUNDARY).accept().give(WATER)
    if red:
        walk.matter = raise_risk(walk.matter, risk="red", reason="扬言动手", **walk._by(liaison(WATER)))
    return walk.return_it(TOWN).rule(TOWN).return_it(LAND)


def signed_by(unit: str = WATER) -> UnitWalk:
    return given_to(unit).sign_for()
