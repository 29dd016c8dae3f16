"""One matter's history played at random: legal and illegal steps by anybody, some on outdated pages."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.db import connection

from fengdan.files.check import Checked
from fengdan.matters.actions.accept import accept
from fengdan.matters.actions.add_obligation import Owed, add_obligation
from fengdan.matters.actions.add_party import add_party
from fengdan.matters.actions.add_task import NewTask, add_task
from fengdan.matters.actions.agree import agree
from fengdan.matters.actions.agree_orally import OralTerms, agree_orally
from fengdan.matters.actions.alarm import Danger, alarm
from fengdan.matters.actions.answer import answer
from fengdan.matters.actions.answer_need import Answered, answer_need
from fengdan.matters.actions.answer_order import OrderAnswered, answer_order
from fengdan.matters.actions.answer_supervision import answer_supervision
from fengdan.matters.actions.archive import archive
from fengdan.matters.actions.arrange_order import arrange_order
from fengdan.matters.actions.ask_extend import ask_extend
from fengdan.matters.actions.ask_lower_risk import ask_lower_risk
from fengdan.matters.actions.ask_override import ask_override
from fengdan.matters.actions.ask_suspend import ask_suspend
from fengdan.matters.actions.assign import assign
from fengdan.matters.actions.attach import attach
from fengdan.matters.actions.book import book
from fengdan.matters.actions.cancel_booking import cancel_booking
from fengdan.matters.actions.challenge_mediator import challenge_mediator
from fengdan.matters.actions.change_mediator import change_mediator
from fengdan.matters.actions.conclude import conclude
from fengdan.matters.actions.correct import correct
from fengdan.matters.actions.declare_conflict import declare_conflict
from fengdan.matters.actions.do_task import do_task
from fengdan.matters.actions.draft_supervision import Wanted as Wished
from fengdan.matters.actions.draft_supervision import draft_supervision
from fengdan.matters.actions.drop_supervision import drop_supervision
from fengdan.matters.actions.drop_task import drop_task
from fengdan.matters.actions.extend import extend
from fengdan.matters.actions.follow_up import Asked, follow_up
from fengdan.matters.actions.give_back import give_back
from fengdan.matters.actions.guide import Guided, guide
from fengdan.matters.actions.handle_rating import handle_rating
from fengdan.matters.actions.handle_risk import handle_risk
from fengdan.matters.actions.hold_session import SessionRecord, hold_session
from fengdan.matters.actions.invite import invite
from fengdan.matters.actions.issue_supervision import Issued, issue_supervision
from fengdan.matters.actions.judge_supervision import Judged, judge_supervision
from fengdan.matters.actions.lead_personally import lead_personally
from fengdan.matters.actions.lower_risk import lower_risk
from fengdan.matters.actions.merge import merge
from fengdan.matters.actions.note import note
from fengdan.matters.actions.order import Ordered, order
from fengdan.matters.actions.override_conflict import override_conflict
from fengdan.matters.actions.plan_need import Planned, plan_need
from fengdan.matters.actions.prepare import Plan, prepare
from fengdan.matters.actions.protect import protect
from fengdan.matters.actions.raise_risk import raise_risk
from fengdan.matters.actions.rate import rate
from fengdan.matters.actions.reassign import reassign
from fengdan.matters.actions.rebook import rebook
from fengdan.matters.actions.recall import recall
from fengdan.matters.actions.record_consent import record_consent
from fengdan.matters.actions.record_performance import Performed, record_performance
from fengdan.matters.actions.record_receipt import record_receipt
from fengdan.matters.actions.register import register
from fengdan.matters.actions.register_need import Unmet, register_need
from fengdan.matters.actions.reject import reject
from fengdan.matters.actions.remove_party import remove_party
from fengdan.matters.actions.reopen import reopen
from fengdan.matters.actions.report_up import report_up
from fengdan.matters.actions.respond import Responded, respond
from fengdan.matters.actions.resume import resume
from fengdan.matters.actions.rule_on_challenge import rule_on_challenge
from fengdan.matters.actions.sign import sign
from fengdan.matters.actions.suspend import suspend
from fengdan.matters.actions.take import take
from fengdan.matters.actions.transfer import transfer
from fengdan.matters.actions.undo_limit_change import undo_limit_change
from fengdan.matters.actions.urge_by_hand import urge_by_hand
from fengdan.matters.actions.visit import visit
from fengdan.matters.actions.void_agreement import void_agreement
from fengdan.matters.actions.waive_conflict import waive_conflict
from fengdan.matters.actions.withdraw_order import withdraw_order
from fengdan.matters.bookings import Wanted
from fengdan.matters.facts import facts_of
from fengdan.matters.models import Matter
from fengdan.matters.parties import PartyDetails
from fengdan.rulebook.actor import Actor, party_actor
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.conclusions import Conclusion, why_not_conclude
from fengdan.rulebook.conflicts import WAIVABLE
from fengdan.rulebook.facts import Answer, MatterFacts, Side
from fengdan.rulebook.file_check import Paper
from fengdan.rulebook.orders import unanswered
from fengdan.rulebook.powers import why_not_now
from fengdan.rulebook.rejecting import Rejection
from fengdan.rulebook.signing import SignatureRecord
from fengdan.rulebook.steps import STEPS as RULES
from tests.cast import MORNING, QUARREL, TERMS

TEAMS = ("team-16", "team-06", "team-09", "team-99")
SUFFIX = {"team-16": "", "team-06": "06", "team-09": "09"}
MEDIATORS = {"team-16": "m1602", "team-06": "m0602", "team-09": "m0902"}
DESK = ("clerk", "duty")
DIVORCE = replace(TERMS, content="双方同意离婚。")
BY = {
    "accept": ("duty",),
    "assign": ("dispatcher",),
    "recall": ("dispatcher",),
    "reassign": ("dispatcher", "duty"),
    "archive": ("archivist",),
    "note": ("clerk", "director"),
    "change_mediator": ("leader",),
    "follow_up": ("followup",),
    "rate": ("party", "clerk"),
    **dict.fromkeys(("order", "answer_order", "withdraw_order"), DESK),
    "arrange_order": ("dispatcher", "duty"),
    "reject": ("duty",),
    "guide": ("duty",),
    "transfer": ("duty",),
    "merge": ("duty",),
    "reopen": ("duty",),
    "lower_risk": ("duty", "director"),
    "challenge_mediator": ("clerk", "duty", "party"),
    "rule_on_challenge": ("duty", "leader"),
    "waive_conflict": ("duty",),
    "ask_override": ("duty",),
    "override_conflict": ("director",),
    "suspend": ("duty", "director"),
    "extend": ("duty", "director"),
    "undo_limit_change": ("director", "duty"),
    "handle_rating": ("duty", "director"),
    "report_up": ("clerk", "director"),
    "urge": ("duty", "director"),
    "draft_supervision": ("director",),
    "issue_supervision": ("director",),
    "drop_supervision": ("director",),
    "judge_supervision": ("director",),
    "lead_personally": ("director",),
    "plan_need": ("duty", "dispatcher"),
    "drop_task": ("duty", "dispatcher", "leader"),
    "answer_need": ("clerk", "dispatcher"),
}
# the straight way to an agreement in effect and its end: who takes which step, and the number that makes it a good one
STRAIGHT = (
    ("accept", "duty", 1),
    ("assign", "dispatcher", 4),
    ("take", "leader", 1),
    ("record_consent", "clerk", 6),
    ("hold_session", "mediator", 1),
    ("agree", "mediator", 4),
    *(("sign", "mediator", n) for n in (4, 3, 2, 1)),
    ("conclude", "mediator", 1),
    ("follow_up", "followup", 3),
    ("archive", "archivist", 1),
)


@dataclass
class Play:
    """`n` is a number by which a step chooses among what it could be given."""

    cast: dict[str, Actor]
    other: str  # the code of a matter that stays open
    at: datetime = MORNING
    answers: dict[int, Answer] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.matter = register(QUARREL, actor=self.cast["clerk"], at=self.at)
        applicant, respondent = self.matter.parties.values_list("pk", flat=True)
        self.answers = {applicant: Answer.AGREED, respondent: Answer.PENDING}

    def likely(self, dice: Random, tried: Counter[str], done: Counter[str]) -> tuple[str, str]:
        """A step that fits what is known, the rarer so far the likelier, and somebody who may take it."""
        facts, when = facts_of(self.matter), self.matter.last_at
        idle = self.idle(facts)
        fitting = [step for step in STEPS if step not in idle and why_not_now(RULES[step], facts, when) is None]
        met = {step: done[step] for step in fitting} | {"conclude": min(done[code] for code in ENDS)}
        step = dice.choices(fitting, [1 / (1 + tried[step]) / (1 + met[step]) for step in fitting])[0]
        tried[step] += 1
        team = "leader" if step in {"take", "give_back"} else dice.choice(("leader", "mediator"))
        who = dice.choice(BY.get(step) or ((team,) if self.matter.unit_id else DESK))
        if who in {"leader", "mediator"}:
            who += SUFFIX.get(self.matter.unit_id or "", "")
        by_themselves = step in {"record_consent", "conclude"} and dice.randrange(17) == 0
        return step, "party" if by_themselves else who

    def idle(self, facts: MatterFacts) -> set[str]:
        """What the powers allow and would come to nothing, as what it is about is not there."""
        return {
            *(() if facts.order else ("answer_order", "withdraw_order", "arrange_order")),
            *(() if facts.booked else ("rebook", "cancel_booking")),
            *(() if self.waivable() else ("waive_conflict", "ask_override")),
            *(() if len(self.answers) > 2 else ("remove_party",)),
        }

    def take_step(self, step: str, who: str, n: int, seen: int | None) -> Matter:
        """Raises Refused. The clock moves on, now and then back."""
        self.at += timedelta(minutes=-90 if n % 23 == 0 else 7)
        at, self.at = self.at, max(self.at, self.matter.last_at)
        self.said = dict(STEPS[step](self, n, at))
        act = ACTS[step]
        actor = party_actor(self.said.get("party", min(self.answers)), "当事人") if who == "party" else self.cast[who]
        matter = act(self.matter, actor=actor, at=at, seen=seen, **self.said)
        if step == "record_consent":
            self.answers[self.said["party"]] = self.said["answer"]
        if step == "reopen":
            self.answers = dict.fromkeys(self.answers, Answer.PENDING)
        if step == "add_party":
            self.answers[matter.parties.latest("id").pk] = Answer.PENDING
        if step == "remove_party":
            del self.answers[self.said["party"]]
        self.matter = matter
        return matter

    def party(self, n: int) -> int:
        undecided = [party for party, answer in self.answers.items() if answer is not Answer.AGREED]
        return [*(undecided or self.answers), *self.answers, 10**9][n % (len(undecided or self.answers) + 1)]

    def one_of(self, rows: Any, n: int) -> int:
        """A row's id, now and then nobody's."""
        found = list(rows.values_list("pk", flat=True))
        return [*found, 10**9][n % (len(found) + 1)]

    def asked(self) -> int:
        """Somebody who has to answer the order, if anybody has."""
        facts = facts_of(self.matter)
        return min(unanswered(facts.order, facts.sides) or self.answers)

    def choice(self) -> int:
        """The first choice of the proposal that stands; of a team there is no other."""
        order = self.matter.orders.last()
        return 0 if order and order.team_id and order.turn == 1 else 1

    def waivable(self) -> list[tuple[str, str]]:
        """What stands and could be let be: who and which."""
        rows = self.matter.conflicts.filter(status="standing", kind__in=WAIVABLE, decided_at=None)
        return list(rows.order_by("-pk").values_list("mediator", "kind"))

    def related(self, n: int) -> dict[str, str]:
        """Mostly the team's mediator or somebody on record, mostly a relation that can be let be."""
        known = self.waivable() if n % 4 else []
        usual = MEDIATORS.get(self.matter.unit_id, "m1602"), RELATED[n % 5]
        mediator, kind = known[0] if known else usual if n % 7 else ("m1603", RELATED[n % 5])
        return {"mediator": mediator, "kind": kind}

    def ending(self, n: int) -> Conclusion:
        """Mostly a way it can end as it stands."""
        facts = facts_of(self.matter)
        fitting = [code for code in ENDS if why_not_conclude(code, facts, remedies_told=True) is None]
        codes = fitting if fitting and n % 4 else list(ENDS)
        return codes[n // 4 % len(codes)]

    def signature(self, n: int, at: datetime) -> SignatureRecord:
        put = self.matter.agreements.order_by("-id").values_list("signatures__signer", flat=True)[:9]
        signers = [*(f"party:{party}" for party in self.answers), "mediator", "seal"]
        missing = [signer for signer in signers if signer not in set(put)] if put else []
        signer = (missing or signers)[n % len(missing or signers)]
        manner = "stamped" if signer == "seal" and n % 13 else "signed"
        return SignatureRecord(signer, manner, at, identity_checked=n % 11 != 0)

    def meeting(self, n: int) -> Wanted:
        """A week later, in a room or in a village; now and then on a Sunday or at noon."""
        starts = MORNING + timedelta(days=7 + n % 6, minutes=30 * (n % 7))
        place = {"kind": "room", "room": "R02"} if n % 3 else {"kind": "village", "area": "621122205"}
        mediators = [MEDIATORS.get(self.matter.unit_id or "", "m1602")]
        return Wanted(**place, starts_at=starts, ends_at=starts + timedelta(hours=1), mediators=mediators)

    def session(self, n: int, at: datetime) -> SessionRecord:
        outcome = ("agreed", "continue", "failed")[n % 3]
        return SessionRecord(at, "中心", list(self.answers), "各说各的。", outcome, rights_notice=n % 11 != 0)


ACTS: dict[str, Callable[..., Matter]] = {
    each.__name__: each
    for each in (accept, add_party, agree, archive, assign, conclude, correct, give_back, hold_session, note)
}
ACTS |= {each.__name__: each for each in (reassign, recall, record_consent, remove_party, sign, take, void_agreement)}
ACTS |= {each.__name__: each for each in (answer, guide, transfer, record_receipt, reject, merge, reopen, visit)}
ACTS |= {each.__name__: each for each in (change_mediator, invite, alarm, raise_risk, ask_lower_risk, lower_risk)}
ACTS |= {each.__name__: each for each in (protect, attach, agree_orally, add_obligation, record_performance)}
ACTS |= {each.__name__: each for each in (follow_up, rate, handle_rating, respond, report_up)}
ACTS |= {each.__name__: each for each in (ask_suspend, suspend, resume, ask_extend, extend, undo_limit_change)}
ACTS |= {each.__name__: each for each in (draft_supervision, issue_supervision, drop_supervision)}
ACTS |= {each.__name__: each for each in (answer_supervision, judge_supervision, lead_personally)}
ACTS |= {each.__name__: each for each in (book, rebook, cancel_booking)}
ACTS |= {each.__name__: each for each in (register_need, plan_need, answer_need, add_task, do_task, drop_task, prepare)}
ACTS |= {each.__name__: each for each in (declare_conflict, challenge_mediator, rule_on_challenge)}
ACTS |= {each.__name__: each for each in (waive_conflict, ask_override, override_conflict)}
ACTS |= {"urge": urge_by_hand, "handle_risk": handle_risk}
ACTS |= {each.__name__: each for each in (order, answer_order, withdraw_order, arrange_order)}

WANTED = (("m1602", "m1603"), ("m0602",), ("m1603", "m1602", "m0903"), ("m1602", "m1602"), ("m9999",))
ANSWERS = (Answer.AGREED, Answer.AGREED, Answer.AGREED, Answer.PENDING, Answer.AGREED, Answer.REFUSED)
ENDS = (
    *(Conclusion.SETTLED_IN_WRITING, Conclusion.SETTLED_ORALLY),
    *(Conclusion.NOT_SETTLED, Conclusion.NOT_SETTLED, Conclusion.WITHDRAWN, Conclusion.SETTLED_THEMSELVES),
)
RELATED = ("kin", "same_group", "own", "upheld", "kin")
RISKS = ("blue", "yellow", "orange", "red")
A_SCAN = Checked("签字.pdf", "application/pdf", b"%PDF-1.4 %%EOF")

STEPS: dict[str, Callable[[Play, int, datetime], dict]] = {
    "accept": lambda play, n, at: {},
    "add_party": lambda play, n, at: {"details": PartyDetails(Side.RESPONDENT, "赵测三", "13800000003")},
    "agree": lambda play, n, at: {"terms": (TERMS, TERMS, DIVORCE)[n % 3], "confirmation_told": n % 2 == 0},
    "archive": lambda play, n, at: {"pages": 9, "shelf": "甲柜", "papers": list(Paper)[: 2 if n % 5 == 0 else None]},
    "assign": lambda play, n, at: {
        "unit": TEAMS[n % 4],
        "reason": "专门",
        "order_reason": "" if n % 5 == 0 else "先办起来。",
    },
    "conclude": lambda play, n, at: {
        "conclusion": play.ending(n),
        "remedies_told": n % 3 != 0,
        "reason": "" if n % 7 == 0 else "双方各说各的。",
    },
    "correct": lambda play, n, at: {
        "field": ("name", "place", "phone")[n % 3],
        "new": f"改成{n}",
        "reason": "写错",
        "party": play.party(n),
    },
    "give_back": lambda play, n, at: {"code": ("overload", "conflict", "leave")[n % 3], "reason": "忙"},
    "hold_session": lambda play, n, at: {"session": play.session(n, at)},
    "note": lambda play, n, at: {"text": f"备注{n}"},
    "reassign": lambda play, n, at: {
        "unit": TEAMS[n % 4],
        "reason": "" if n % 9 == 0 else "换一个",
        "order_reason": "" if n % 5 == 0 else "先办起来。",
    },
    "recall": lambda play, n, at: {"reason": "派错"},
    "record_consent": lambda play, n, at: {
        "party": play.party(n),
        "answer": ANSWERS[n % 6],
        "how": "telephone",
        "asked_at": at + timedelta(minutes=1 if n % 19 == 0 else 0),
    },
    "remove_party": lambda play, n, at: {"party": play.party(n), "reason": "登错了"},
    "sign": lambda play, n, at: {"signature": play.signature(n, at)},
    "take": lambda play, n, at: {
        "mediator": MEDIATORS.get(play.matter.unit_id, "m1602") if n % 7 else "m0903",
        "no_conflict": n % 9 != 0,
        "order_reason": "" if n % 5 == 0 else "换了人。",
    },
    "void_agreement": lambda play, n, at: {"reason": "改金额"},
    "answer": lambda play, n, at: {"text": "" if n % 7 == 0 else "到二楼社保窗口办。"},
    "guide": lambda play, n, at: {"told": Guided("" if n % 7 == 0 else "县法院", "诉讼服务中心", "起诉状", "要诉讼")},
    "transfer": lambda play, n, at: {"kind": ("forward", "refer", "x")[n % 3], "organ": "县信访局", "reason": "有权"},
    "record_receipt": lambda play, n, at: {"received_by": "王测收", "received_on": at.astimezone(ZONE).date()},
    "reject": lambda play, n, at: {"code": [*Rejection, "x"][n % 11], "explanation": "不在本县"},
    "merge": lambda play, n, at: {"into": (play.other, play.other, "没有")[n % 3], "reason": "同一件事"},
    "reopen": lambda play, n, at: {"reason": "" if n % 7 == 0 else "没有履行"},
    "visit": lambda play, n, at: {"visited_at": at, "people": (n % 5) * (1, 1, 4, 9)[n % 4]},
    "respond": lambda play, n, at: {
        "told": Responded(play.party(n), "telephone", at, "" if n % 9 == 0 else "已收到，正在安排。")
    },
    "handle_risk": lambda play, n, at: {
        "words": "" if n % 9 == 0 else "派人陪同，现已平静。",
        "handled_at": at + timedelta(minutes=1 if n % 19 == 0 else 0),
    },
    "urge": lambda play, n, at: {"words": "" if n % 9 == 0 else "请抓紧。", "clock": ("", "take", "mediation")[n % 3]},
    "draft_supervision": lambda play, n, at: {
        "wanted": Wished(
            ("order", "talk", "listing", "x")[n % 7 % 4],
            ("not_handled", "unlawful", "not_accepted")[n % 3],
            "" if n % 11 == 0 else "没有按时办。",
            "请马上办。",
            ("", "mediation", "")[n % 3],
        )
    },
    "issue_supervision": lambda play, n, at: {"issued": Issued("没有按时办。", "请马上办。", ("3wd", "3")[n % 2])},
    "drop_supervision": lambda play, n, at: {"reason": "" if n % 5 == 0 else "已经办了。"},
    "answer_supervision": lambda play, n, at: {"reply": "" if n % 7 == 0 else "已经办了。"},
    "judge_supervision": lambda play, n, at: {
        "judged": Judged(n % 2 == 0, "" if n % 3 == 0 else "没有说清楚。", ("", "1wd")[n % 2])
    },
    "lead_personally": lambda play, n, at: {"who": "" if n % 7 == 0 else "王测九，副县长", "reason": "牵涉人多"},
    "add_task": lambda play, n, at: {
        "task": NewTask(
            "" if n % 7 == 0 else "到现场拍照",
            at.astimezone(ZONE).date() + timedelta(days=n % 4),
            ("", play.matter.mediator_id or "", "m0903")[n % 5 % 3],
        )
    },
    "do_task": lambda play, n, at: {
        "task": play.one_of(play.matter.tasks, n),
        "evidence": "" if n % 9 == 0 else "已拍照。",
        "attachment": A_SCAN if n % 4 == 0 else None,
    },
    "drop_task": lambda play, n, at: {"task": play.one_of(play.matter.tasks, n), "reason": "不用了"},
    "prepare": lambda play, n, at: {"plan": Plan("" if n % 7 == 0 else "先单独谈。", questions="哪天漏的？")},
    "register_need": lambda play, n, at: {
        "unmet": Unmet(
            ["home", "x"][n % 5 == 0 :][:1],
            "晚上到家里。",
            "nobody_free",
            "" if n % 7 == 0 else "都有调解。",
            at.astimezone(ZONE).date() + timedelta(days=n % 4),
            (None, play.party(n))[n % 2],
        )
    },
    "plan_need": lambda play, n, at: {
        "planned": Planned(
            "下周上门。",
            at.astimezone(ZONE).date() + timedelta(days=n % 4),
            ("centre", play.matter.holder_id, "team-99")[n % 7 % 3],
        )
    },
    "answer_need": lambda play, n, at: {
        "answered": Answered(("served", "referred", "withdrawn", "not_possible", "x")[n % 5], "周二上门。", "telephone")
    },
    "report_up": lambda play, n, at: {"system": ("gbt31000", "justice", "x")[n % 3]},
    "change_mediator": lambda play, n, at: {
        "mediator": MEDIATORS.get(play.matter.unit_id, "m1602") if n % 7 else "m0903",
        "assistants": ["m1603"] if n % 2 else [],
        "reason": "当事人要求换人",
        "order_reason": "" if n % 5 == 0 else "换了人。",
        "no_conflict": n % 9 != 0,
    },
    "invite": lambda play, n, at: {
        "name": "赵测三",
        "capacity": ("elder", "expert", "x")[n % 3],
        "all_agree": n % 5 != 0,
    },
    "agree_orally": lambda play, n, at: {
        "terms": OralTerms("李测二赔 200 元。", at, due=("12月1日前", "尽快")[n % 5 == 0]),
        "both_agree": n % 7 != 0,
    },
    "alarm": lambda play, n, at: {
        "report": Danger(("weapon", "suicide", "x")[n % 3], at, "110、值班领导", at, "劝离刀具")
    },
    "raise_risk": lambda play, n, at: {"risk": RISKS[n % 4], "reason": "扬言报复"},
    "ask_lower_risk": lambda play, n, at: {"risk": RISKS[n % 4], "reason": "已经平静"},
    "lower_risk": lambda play, n, at: {"approved": n % 2 == 0, "comment": "再看两天"},
    "protect": lambda play, n, at: {
        "confidential": n % 2 == 0,
        "protected": [play.party(n)] if n % 3 else [],
        "reason": "家暴",
    },
    "attach": lambda play, n, at: {"paper": "agreement", "file": A_SCAN},
    "add_obligation": lambda play, n, at: {
        "owed": Owed(play.party(n), "还钱", at.astimezone(ZONE).date(), (None, 100_00, 0, 3)[n % 4])
    },
    "record_performance": lambda play, n, at: {
        "obligation": play.one_of(play.matter.obligations, n),
        "report": Performed(
            ("whole", "part", "default")[n % 3], at.astimezone(ZONE).date(), (50_00, None, 1)[n % 5 % 3]
        ),
    },
    "follow_up": lambda play, n, at: {
        "asked": Asked(play.party(n), "telephone", at, reached=n % 3 == 0, words="" if n % 9 == 0 else "都办好了"),
    },
    "rate": lambda play, n, at: {"party": play.one_of(play.matter.parties, n), "score": n % 6, "pin": play.matter.pin},
    "ask_suspend": lambda play, n, at: {
        "reason": ("appraisal", "x")[n % 5 == 0],
        "since": at - timedelta(days=9 if n % 7 == 0 else 0),
        "words": "委托书 3 号",
    },
    "suspend": lambda play, n, at: {"approved": n % 4 != 0, "comment": "理由不足"},
    "resume": lambda play, n, at: {"until": at + timedelta(days=0 if n % 4 else 1)},
    "ask_extend": lambda play, n, at: {
        "amount": ("5d", "3d", "2wd", "x")[n % 4],
        "reason": "要等",
        "consent": n % 5 > 0,
    },
    "extend": lambda play, n, at: {"approved": n % 4 != 0, "comment": "抓紧"},
    "undo_limit_change": lambda play, n, at: {
        "change": next(iter(sorted(facts_of(play.matter).changed)), "suspension:0"),
        "reason": "登记错了",
    },
    "book": lambda play, n, at: {"wanted": play.meeting(n)},
    "rebook": lambda play, n, at: {
        "booking": facts_of(play.matter).booked,
        "wanted": play.meeting(n),
        "reason": "" if n % 7 == 0 else "有事",
    },
    "cancel_booking": lambda play, n, at: {
        "booking": facts_of(play.matter).booked,
        "reason": "" if n % 5 == 0 else "再想想",
    },
    "declare_conflict": lambda play, n, at: play.related(n * 4) | {"party": play.party(n), "ground": "是亲戚"},
    "challenge_mediator": lambda play, n, at: {"party": play.party(n), "ground": "" if n % 9 == 0 else "常在一起"},
    "rule_on_challenge": lambda play, n, at: {"upheld": n % 2 == 0, "ruling": "" if n % 9 == 0 else "核对过"},
    "waive_conflict": lambda play, n, at: (
        play.related(n) | {"agreed": list(play.answers)[: -1 if n % 5 == 0 else None], "waiver": "都签了字"}
    ),
    "ask_override": lambda play, n, at: play.related(n) | {"reason": "没有别人"},
    "override_conflict": lambda play, n, at: {"approved": n % 2 == 0, "ruling": "" if n % 9 == 0 else "可以"},
    "handle_rating": lambda play, n, at: {"rating": play.one_of(play.matter.ratings, n), "handling": "已上门说明"},
    "order": lambda play, n, at: {
        "party": min(play.answers) if n % 3 else play.party(n),
        "ordered": Ordered(
            ("desk", "telephone", "x")[n % 5 % 3],
            team="team-16" if n % 4 == 0 else "",
            mediators=() if n % 4 == 0 else WANTED[n % len(WANTED)],
            needs=("home",),
        ),
    },
    "answer_order": lambda play, n, at: {
        "party": play.asked() if n % 7 else play.party(n),
        "answer": OrderAnswered(
            ("agree", "agree", "others", "centre")[n % 4],
            "telephone",
            rank=play.choice() if n % 5 else 2,
            mediators=WANTED[n % len(WANTED)],
        ),
    },
    "withdraw_order": lambda play, n, at: {"party": min(play.answers) if n % 3 else play.party(n)},
    "arrange_order": lambda play, n, at: {
        "reason": "" if n % 7 == 0 else "没有共同人选。",
        "mediator": ("", "m1602", "m9999")[n % 3],
    },
}


def seeds(many: int) -> range:
    """One engine tells so many histories, the one where each takes twice as long others, half as many."""
    return range(many, many + many // 2) if connection.vendor == "postgresql" else range(many)


@contextmanager
def told_apart(seed: int) -> Iterator[None]:
    """A failure says which history it was."""
    try:
        yield
    except BaseException as error:
        error.add_note(f"history {seed}")
        raise
