"""The cast: who does what in the tests, and a matter brought to wherever a test wants it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from fengdan.matters.actions.accept import accept
from fengdan.matters.actions.add_obligation import Owed, add_obligation
from fengdan.matters.actions.agree import agree
from fengdan.matters.actions.archive import archive
from fengdan.matters.actions.assign import assign
from fengdan.matters.actions.conclude import conclude
from fengdan.matters.actions.follow_up import Asked, follow_up
from fengdan.matters.actions.handle_rating import handle_rating
from fengdan.matters.actions.hold_session import SessionRecord, hold_session
from fengdan.matters.actions.rate import rate
from fengdan.matters.actions.record_consent import record_consent
from fengdan.matters.actions.record_performance import Performed, record_performance
from fengdan.matters.actions.register import Registration, register
from fengdan.matters.actions.sign import sign
from fengdan.matters.actions.take import take
from fengdan.matters.models import Matter, Party
from fengdan.matters.parties import PartyDetails
from fengdan.people.actor import actor_of
from fengdan.people.models import User
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.agreements import Terms
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.conclusions import FOLLOWED_UP, Conclusion
from fengdan.rulebook.facts import Answer, Side
from fengdan.rulebook.file_check import Paper
from fengdan.rulebook.signing import SignatureRecord
from fengdan.teams.models import TeamMember

MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)
TEAM = "team-16"

WANG = PartyDetails(Side.APPLICANT, "王测一", "13800000001")
LI = PartyDetails(Side.RESPONDENT, "李测二", "13800000002")
QUARREL = Registration(
    channel="walk_in",
    matter_type="02",
    area="621122100",
    story="楼上漏水泡坏了我家天花板，找了三次都不修。",
    place="巩昌镇某小区",
    parties=(WANG, LI),
)
TERMS = Terms(
    facts="双方对楼上漏水损坏天花板的事实无异议。",
    content="李测二赔偿王测一天花板修复费用 1200 元。",
    performance="现金一次付清",
    due="2026年12月1日前",
    place="巩昌镇某小区物业办公室",
)
REASON = "王测一来电，双方已自行商量好。"


def actor(username: str) -> Actor:
    """The actor behind a demo account, today."""
    return actor_of(User.objects.get(username=username), MORNING.date())


def mediator_code(username: str) -> str:
    """The mediator whose account this is."""
    return TeamMember.objects.get(mediator__user__username=username).mediator_id


@dataclass
class Walk:
    """A matter walking the usual way, five minutes a step. Each method takes one step and returns the walk."""

    at: datetime = MORNING
    matter: Matter | None = None

    def _tick(self) -> datetime:
        self.at += timedelta(minutes=5)
        return self.at

    def parties(self) -> list[Party]:
        """Those on the matter now."""
        return list(self.matter.parties.filter(removed=False))

    def register(self, told: Registration = QUARREL) -> "Walk":
        self.matter = register(told, actor=actor("clerk"), at=self._tick())
        return self

    def accept(self) -> "Walk":
        self.matter = accept(self.matter, actor=actor("duty"), at=self._tick())
        return self

    def assign(self, team: str = TEAM) -> "Walk":
        self.matter = assign(self.matter, unit=team, reason="专门", actor=actor("dispatcher"), at=self._tick())
        return self

    def take(self, mediator: str = "mediator") -> "Walk":
        code = mediator_code(mediator)
        self.matter = take(self.matter, mediator=code, no_conflict=True, actor=actor("leader"), at=self._tick())
        return self

    def consent_by_desk(self, answer: Answer) -> "Walk":
        """The clerk asks, whatever the stage."""
        (other,) = [party for party in self.parties() if party.side != Side.APPLICANT]
        at = self._tick()
        self.matter = record_consent(
            self.matter, party=other.pk, answer=answer, how="telephone", asked_at=at, actor=actor("clerk"), at=at
        )
        return self

    def consent(self, answer: Answer = Answer.AGREED) -> "Walk":
        (other,) = [party for party in self.parties() if party.side != Side.APPLICANT]
        at = self._tick()
        self.matter = record_consent(
            self.matter, party=other.pk, answer=answer, how="telephone", asked_at=at, actor=actor("mediator"), at=at
        )
        return self

    def session(self, outcome: str = "agreed") -> "Walk":
        at = self._tick()
        present = [party.pk for party in self.parties()]
        held = SessionRecord(at, "中心调解室", present, "双方陈述，调解员劝导。", outcome, rights_notice=True)
        self.matter = hold_session(self.matter, session=held, actor=actor("mediator"), at=at)
        return self

    def agree(self) -> "Walk":
        self.matter = agree(self.matter, terms=TERMS, actor=actor("mediator"), at=self._tick())
        return self

    def signers(self) -> list[str]:
        return [*(f"party:{party.pk}" for party in self.parties()), "mediator", "seal"]

    def sign(self, *signers: str) -> "Walk":
        for signer in signers or self.signers():
            at = self._tick()
            manner = "stamped" if signer == "seal" else "signed"
            put = SignatureRecord(signer, manner, at, identity_checked=True)
            self.matter = sign(self.matter, signature=put, actor=actor("mediator"), at=at)
        return self

    def conclude(self, code: Conclusion = Conclusion.SETTLED_IN_WRITING, *, told: bool = False) -> "Walk":
        reason = "" if code is Conclusion.SETTLED_IN_WRITING else REASON
        by = {"actor": actor("mediator"), "at": self._tick()}
        self.matter = conclude(self.matter, conclusion=code, reason=reason, remedies_told=told, **by)
        return self

    def follow_up(self, *, reached: bool = True) -> "Walk":
        """Somebody who did not mediate asks the applicant."""
        at = self._tick()
        asked = Asked(self.parties()[0].pk, "telephone", at, reached, words="按协议付了。" if reached else "")
        self.matter = follow_up(self.matter, asked=asked, actor=actor("followup"), at=at)
        return self

    def owe(self, amount: int | None = 1200_00, due_on: date | None = None, what: str = "赔修理费") -> "Walk":
        """The other side has to pay (fen), a week from now unless another day is said."""
        at = self._tick()
        due_on = due_on or (at + timedelta(days=7)).date()
        owed = Owed(self.parties()[-1].pk, what, due_on, amount)
        self.matter = add_obligation(self.matter, owed=owed, actor=actor("mediator"), at=at)
        return self

    def perform(self, kind: str = "whole", amount: int | None = None, by: str = "followup") -> "Walk":
        """The last thing that was to be done."""
        at = self._tick()
        told = Performed(kind, at.date(), amount, "有收条")
        owed = self.matter.obligations.last().pk
        self.matter = record_performance(self.matter, obligation=owed, report=told, actor=actor(by), at=at)
        return self

    def rate(self, score: int = 2, party: int | None = None) -> "Walk":
        """The applicant at the desk with the slip, unless another party (id) is said."""
        by = {"pin": self.matter.pin, "actor": actor("clerk"), "at": self._tick()}
        self.matter = rate(self.matter, party=party or self.parties()[0].pk, score=score, words="没人回电话", **by)
        return self

    def handle_rating(self) -> "Walk":
        low = self.matter.ratings.filter(handled_at=None).first().pk
        by = {"actor": actor("duty"), "at": self._tick()}
        self.matter = handle_rating(self.matter, rating=low, handling="已当面说明并道歉。", **by)
        return self

    def archive(self) -> "Walk":
        if self.matter.conclusion in FOLLOWED_UP and not self.matter.follow_ups.filter(round=self.matter.round):
            self.follow_up()
        by = {"actor": actor("archivist"), "at": self._tick()}
        self.matter = archive(self.matter, pages=12, shelf="甲柜三层", papers=list(Paper), **by)
        return self

    def to_underway(self) -> "Walk":
        return self.register().accept().assign().take().consent().session()

    def to_settled(self) -> "Walk":
        return self.to_underway().agree().sign().conclude()
