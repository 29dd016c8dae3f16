"""One matter's history played at random: legal and illegal steps by anybody, some on outdated pages."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from fengdan.files.check import Checked
from fengdan.matters.actions.accept import accept
from fengdan.matters.actions.add_obligation import Owed, add_obligation
from fengdan.matters.actions.add_party import add_party
from fengdan.matters.actions.agree import agree
from fengdan.matters.actions.agree_orally import OralTerms, agree_orally
from fengdan.matters.actions.alarm import Danger, alarm
from fengdan.matters.actions.answer import answer
from fengdan.matters.actions.answer_supervision import answer_supervision
from fengdan.matters.actions.archive import archive
from fengdan.matters.actions.ask_extend import ask_extend
from fengdan.matters.actions.ask_lower_risk import ask_lower_risk
from fengdan.matters.actions.ask_suspend import ask_suspend
from fengdan.matters.actions.assign import assign
from fengdan.matters.actions.attach import attach
from fengdan.matters.actions.change_mediator import change_mediator
from fengdan.matters.actions.conclude import conclude
from fengdan.matters.actions.correct import correct
from fengdan.matters.actions.draft_supervision import Wanted, draft_supervision
from fengdan.matters.actions.drop_supervision import drop_supervision
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
from fengdan.matters.actions.protect import protect
from fengdan.matters.actions.raise_risk import raise_risk
from fengdan.matters.actions.rate import rate
from fengdan.matters.actions.recall import recall
from fengdan.matters.actions.record_consent import record_consent
from fengdan.matters.actions.record_performance import Performed, record_performance
from fengdan.matters.actions.record_receipt import record_receipt
from fengdan.matters.actions.register import register
from fengdan.matters.actions.reject import reject
from fengdan.matters.actions.remove_party import remove_party
from fengdan.matters.actions.reopen import reopen
from fengdan.matters.actions.report_up import report_up
from fengdan.matters.actions.respond import Responded, respond
from fengdan.matters.actions.resume import resume
from fengdan.matters.actions.sign import sign
from fengdan.matters.actions.suspend import suspend
from fengdan.matters.actions.take import take
from fengdan.matters.actions.transfer import transfer
from fengdan.matters.actions.undo_limit_change import undo_limit_change
from fengdan.matters.actions.urge_by_hand import urge_by_hand
from fengdan.matters.actions.visit import visit
from fengdan.matters.actions.void_agreement import void_agreement
from fengdan.matters.facts import facts_of
from fengdan.matters.models import Matter
from fengdan.matters.parties import PartyDetails
from fengdan.rulebook.actor import Actor, party_actor
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.conclusions import Conclusion, why_not_conclude
from fengdan.rulebook.facts import Answer, Side
from fengdan.rulebook.file_check import Paper
from fengdan.rulebook.powers import why_not_now
from fengdan.rulebook.rejecting import Rejection
from fengdan.rulebook.signing import SignatureRecord
from fengdan.rulebook.stages import OPEN
from fengdan.rulebook.steps import STEPS as RULES
from tests.cast import MORNING, QUARREL, TERMS

TEAMS = ("team-16", "team-06", "team-09", "team-99")
SUFFIX = {"team-16": "", "team-06": "06", "team-09": "09"}
MEDIATORS = {"team-16": "m1602", "team-06": "m0602", "team-09": "m0902"}
DESK = ("clerk", "duty")
DIVORCE = replace(TERMS, content="双方同意离婚。")
# what is dangerous, hidden, asked for or filed at any time
ANY_TIME = (
    *("alarm", "raise_risk", "raise_risk", "ask_lower_risk", "lower_risk", "protect", "visit", "attach", "respond"),
    *("report_up", "handle_risk"),
    *("urge", "draft_supervision", "lead_personally"),
)
# of what was drafted: whatever comes next fits seldom, so tried whenever it does
SUPERVISED = (
    *("draft_supervision", *("issue_supervision",) * 16, *("drop_supervision",) * 3),
    *(*("answer_supervision",) * 20, *("judge_supervision",) * 20),
)
# fits seldom, so tried whenever it does
SELDOM = (
    *(*("ask_lower_risk",) * 4, *("lower_risk",) * 12, "raise_risk", "handle_risk", "handle_risk"),
    *(*("suspend", "extend") * 8, *("resume",) * 16, *("undo_limit_change",) * 3),
)
TIME = ("ask_suspend", "ask_extend", "ask_suspend", "ask_extend", "resume")
ELSEWHERE = ("answer", "guide", "transfer", "transfer", "merge", "conclude")
LIKELY = {
    "registered": (
        *("accept",) * 8,
        *("record_consent", *("add_party",) * 4, "note", "correct", "reject", "reject", "agree_orally", *ELSEWHERE),
        *ANY_TIME,
    ),
    "accepted": (
        *("assign",) * 10,
        *("record_consent", "add_party", "note", "agree_orally", *ELSEWHERE),
        *ANY_TIME,
    ),
    "assigned": ("take",) * 5 + ("give_back", "give_back", "recall", "record_consent", "correct", "correct"),
    "taken": (
        *("record_consent",) * 3,
        *("hold_session",) * 6,
        *("recall", "change_mediator", "invite", "invite", "agree_orally", "conclude"),
        *TIME,
    ),
    "underway": (
        *("hold_session", "hold_session", "agree", "agree", "agree"),
        *("sign",) * 10,
        *("void_agreement",) * 3,
        *("conclude",) * 4,
        *("recall", "change_mediator", "invite", *("agree_orally",) * 4, "add_obligation", "add_obligation"),
        *TIME,
    ),
    "concluded": (
        *("follow_up",) * 4,
        *("archive",) * 4,
        *("add_obligation", "add_obligation", *("record_performance",) * 4),
        *(*("rate",) * 4, *("handle_rating",) * 6, *("record_receipt",) * 16),
        *("reopen", "reopen", "note", "note", "correct", "correct", "conclude", "record_consent", "report_up"),
    ),
    "archived": ("note", "report_up", "archive", "accept", "correct", "rate", "rate", "handle_rating", "reopen"),
}
BY = {
    "accept": ("duty",),
    "assign": ("dispatcher",),
    "recall": ("dispatcher",),
    "archive": ("archivist",),
    "note": ("clerk", "director"),
    "change_mediator": ("leader",),
    "follow_up": ("followup",),
    "rate": ("party", "clerk"),
    "reject": ("duty",),
    "guide": ("duty",),
    "transfer": ("duty",),
    "merge": ("duty",),
    "reopen": ("duty",),
    "lower_risk": ("duty", "director"),
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

    def likely(self, n: int) -> tuple[str, str]:
        """A step that fits the stage and mostly what is known, and somebody who may take it."""
        steps = LIKELY[self.matter.stage] + ("remove_party",) * (6 if len(self.answers) > 2 else 0)
        steps += SUPERVISED
        steps += SELDOM if self.matter.stage in OPEN else ()
        facts, when = facts_of(self.matter), self.matter.last_at
        fitting = [step for step in steps if why_not_now(RULES[step], facts, when) is None]
        steps = fitting if fitting and n % 8 else list(steps)
        step = steps[n // 8 % len(steps)]
        suffix = SUFFIX.get(self.matter.unit_id or "", "")
        team = "leader" if step in {"take", "give_back"} or n % 2 else "mediator"
        by = BY.get(step) or ((team,) if self.matter.unit_id else DESK)
        who = by[n % len(by)]
        if who in {"leader", "mediator"}:
            who += suffix
        return step, "party" if n % 17 == 0 and step in {"record_consent", "conclude"} else who

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

    def session(self, n: int, at: datetime) -> SessionRecord:
        outcome = ("agreed", "continue", "failed")[n % 3]
        return SessionRecord(at, "中心", list(self.answers), "各说各的。", outcome, rights_notice=n % 11 != 0)


ACTS: dict[str, Callable[..., Matter]] = {
    each.__name__: each
    for each in (accept, add_party, agree, archive, assign, conclude, correct, give_back, hold_session, note)
}
ACTS |= {each.__name__: each for each in (recall, record_consent, remove_party, sign, take, void_agreement)}
ACTS |= {each.__name__: each for each in (answer, guide, transfer, record_receipt, reject, merge, reopen, visit)}
ACTS |= {each.__name__: each for each in (change_mediator, invite, alarm, raise_risk, ask_lower_risk, lower_risk)}
ACTS |= {each.__name__: each for each in (protect, attach, agree_orally, add_obligation, record_performance)}
ACTS |= {each.__name__: each for each in (follow_up, rate, handle_rating, respond, report_up)}
ACTS |= {each.__name__: each for each in (ask_suspend, suspend, resume, ask_extend, extend, undo_limit_change)}
ACTS |= {each.__name__: each for each in (draft_supervision, issue_supervision, drop_supervision)}
ACTS |= {each.__name__: each for each in (answer_supervision, judge_supervision, lead_personally)}
ACTS |= {"urge": urge_by_hand, "handle_risk": handle_risk}

ANSWERS = (Answer.AGREED, Answer.AGREED, Answer.AGREED, Answer.PENDING, Answer.AGREED, Answer.REFUSED)
ENDS = (
    *(Conclusion.SETTLED_IN_WRITING, Conclusion.SETTLED_ORALLY),
    *(Conclusion.NOT_SETTLED, Conclusion.NOT_SETTLED, Conclusion.WITHDRAWN, Conclusion.SETTLED_THEMSELVES),
)
RISKS = ("blue", "yellow", "orange", "red")
A_SCAN = Checked("签字.pdf", "application/pdf", b"%PDF-1.4 %%EOF")

STEPS: dict[str, Callable[[Play, int, datetime], dict]] = {
    "accept": lambda play, n, at: {},
    "add_party": lambda play, n, at: {"details": PartyDetails(Side.RESPONDENT, "赵测三", "13800000003")},
    "agree": lambda play, n, at: {"terms": (TERMS, TERMS, DIVORCE)[n % 3], "confirmation_told": n % 2 == 0},
    "archive": lambda play, n, at: {"pages": 9, "shelf": "甲柜", "papers": list(Paper)[: 2 if n % 5 == 0 else None]},
    "assign": lambda play, n, at: {"unit": TEAMS[n % 4], "reason": "专门"},
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
        "wanted": Wanted(
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
    "report_up": lambda play, n, at: {"system": ("gbt31000", "justice", "x")[n % 3]},
    "change_mediator": lambda play, n, at: {
        "mediator": MEDIATORS.get(play.matter.unit_id, "m1602") if n % 7 else "m0903",
        "assistants": ["m1603"] if n % 2 else [],
        "reason": "当事人要求换人",
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
    "handle_rating": lambda play, n, at: {"rating": play.one_of(play.matter.ratings, n), "handling": "已上门说明"},
}


@contextmanager
def told_apart(seed: int) -> Iterator[None]:
    """A failure says which history it was."""
    try:
        yield
    except BaseException as error:
        error.add_note(f"history {seed}")
        raise
