"""One matter's history played at random: legal and illegal steps by anybody, some on outdated pages."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from fengdan.matters.actions.accept import accept
from fengdan.matters.actions.add_party import add_party
from fengdan.matters.actions.agree import agree
from fengdan.matters.actions.archive import archive
from fengdan.matters.actions.assign import assign
from fengdan.matters.actions.conclude import conclude
from fengdan.matters.actions.correct import correct
from fengdan.matters.actions.give_back import give_back
from fengdan.matters.actions.hold_session import SessionRecord, hold_session
from fengdan.matters.actions.note import note
from fengdan.matters.actions.recall import recall
from fengdan.matters.actions.record_consent import record_consent
from fengdan.matters.actions.register import register
from fengdan.matters.actions.remove_party import remove_party
from fengdan.matters.actions.sign import sign
from fengdan.matters.actions.take import take
from fengdan.matters.actions.void_agreement import void_agreement
from fengdan.matters.models import Matter
from fengdan.matters.parties import PartyDetails
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.conclusions import Conclusion
from fengdan.rulebook.facts import Answer, Side
from fengdan.rulebook.file_check import Paper
from fengdan.rulebook.signing import SignatureRecord
from tests.cast import MORNING, QUARREL, TERMS

TEAMS = ("team-16", "team-06", "team-09", "team-99")
SUFFIX = {"team-16": "", "team-06": "06", "team-09": "09"}
MEDIATORS = {"team-16": "m1602", "team-06": "m0602", "team-09": "m0902"}
DESK = ("clerk", "duty")
DIVORCE = replace(TERMS, content="双方同意离婚。")
LIKELY = {
    "registered": ("accept",) * 6 + ("record_consent", *("add_party",) * 4, "note", "correct", "conclude"),
    "accepted": ("assign",) * 8 + ("record_consent", "add_party", "note", "conclude"),
    "assigned": ("take",) * 5 + ("give_back", "give_back", "recall", "record_consent", "correct", "correct"),
    "taken": (*("record_consent",) * 3, *("hold_session",) * 6, "recall"),
    "underway": (
        *("hold_session", "hold_session", "agree", "agree", "agree"),
        *("sign",) * 10,
        *("void_agreement",) * 3,
        *("conclude",) * 3,
        "recall",
    ),
    "concluded": (*("archive",) * 4, "note", "note", "correct", "correct", "conclude", "record_consent"),
    "archived": ("note", "archive", "accept", "correct"),
}
BY = {
    "accept": ("duty",),
    "assign": ("dispatcher",),
    "recall": ("dispatcher",),
    "archive": ("archivist",),
    "note": ("clerk", "director"),
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
)


@dataclass
class Play:
    """`n` is a number by which a step chooses among what it could be given."""

    cast: dict[str, Actor]
    at: datetime = MORNING
    answers: dict[int, Answer] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.matter = register(QUARREL, actor=self.cast["clerk"], at=self.at)
        applicant, respondent = self.matter.parties.values_list("pk", flat=True)
        self.answers = {applicant: Answer.AGREED, respondent: Answer.PENDING}

    def likely(self, n: int) -> tuple[str, str]:
        """A step that fits the stage, and somebody who may take it."""
        steps = LIKELY[self.matter.stage] + ("remove_party",) * (6 if len(self.answers) > 2 else 0)
        step = steps[n % len(steps)]
        suffix = SUFFIX.get(self.matter.unit_id or "", "")
        team = ("leader" if step in {"take", "give_back"} or n % 2 else "mediator") + suffix
        by = BY.get(step) or ((team,) if self.matter.unit_id else DESK)
        return step, by[n % len(by)]

    def take_step(self, step: str, who: str, n: int, seen: int | None) -> Matter:
        """Raises Refused. The clock moves on, now and then back."""
        self.at += timedelta(minutes=-90 if n % 23 == 0 else 7)
        at, self.at = self.at, max(self.at, self.matter.last_at)
        self.said = dict(STEPS[step](self, n, at))
        act = ACTS[step]
        matter = act(self.matter, actor=self.cast[who], at=at, seen=seen, **self.said)
        if step == "record_consent":
            self.answers[self.said["party"]] = self.said["answer"]
        if step == "add_party":
            self.answers[matter.parties.latest("id").pk] = Answer.PENDING
        if step == "remove_party":
            del self.answers[self.said["party"]]
        self.matter = matter
        return matter

    def party(self, n: int) -> int:
        undecided = [party for party, answer in self.answers.items() if answer is not Answer.AGREED]
        return [*(undecided or self.answers), *self.answers, 10**9][n % (len(undecided or self.answers) + 1)]

    def signature(self, n: int, at: datetime) -> SignatureRecord:
        put = self.matter.agreements.order_by("-id").values_list("signatures__signer", flat=True)[:9]
        signers = [*(f"party:{party}" for party in self.answers), "mediator", "seal"]
        missing = [signer for signer in signers if signer not in set(put)]
        signer = (missing or signers)[n % len(missing or signers)]
        manner = "stamped" if signer == "seal" and n % 13 else "signed"
        return SignatureRecord(signer, manner, at, identity_checked=n % 11 != 0)

    def session(self, n: int, at: datetime) -> SessionRecord:
        outcome = ("agreed", "continue", "failed")[n % 3]
        return SessionRecord(at, "中心", list(self.answers), "各说各的。", outcome, rights_notice=n % 11 != 0)


ACTS: dict[str, Callable[..., Matter]] = {
    each.__name__: each
    for each in (accept, add_party, agree, archive, assign, conclude, correct, give_back, hold_session, note)
} | {each.__name__: each for each in (recall, record_consent, remove_party, sign, take, void_agreement)}

ANSWERS = (Answer.AGREED, Answer.AGREED, Answer.AGREED, Answer.PENDING, Answer.AGREED, Answer.REFUSED)
ENDS = (Conclusion.SETTLED_IN_WRITING, Conclusion.SETTLED_IN_WRITING, Conclusion.NOT_SETTLED, Conclusion.WITHDRAWN)

STEPS: dict[str, Callable[[Play, int, datetime], dict]] = {
    "accept": lambda play, n, at: {},
    "add_party": lambda play, n, at: {"details": PartyDetails(Side.RESPONDENT, "赵测三", "13800000003")},
    "agree": lambda play, n, at: {"terms": (TERMS, TERMS, DIVORCE)[n % 3], "confirmation_told": n % 2 == 0},
    "archive": lambda play, n, at: {"pages": 9, "shelf": "甲柜", "papers": list(Paper)[: 2 if n % 5 == 0 else None]},
    "assign": lambda play, n, at: {"unit": TEAMS[n % 4], "reason": "专门"},
    "conclude": lambda play, n, at: {
        "conclusion": ENDS[n % 4],
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
}
