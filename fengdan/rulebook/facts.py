"""What a rule may know about a matter. Frozen; built from rows for a page, or by replaying events for `verify`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from fengdan.rulebook.orders import OrderFacts
from fengdan.rulebook.recusing import NOTHING_OPEN, Recusal
from fengdan.rulebook.sources import Level, Risk
from fengdan.rulebook.stages import TEAM, Stage

CENTRE = "centre"  # the unit code of the county centre
# by these a round that ended on paper is taken over: they start no clock and are news to nobody
TAKEN_OVER = frozenset({"register", "accept", "conclude"})


class Side(StrEnum):
    APPLICANT = "applicant"
    RESPONDENT = "respondent"


SIDE_LABELS = {Side.APPLICANT: "申请人", Side.RESPONDENT: "被申请人"}


class Answer(StrEnum):
    """A party's will to mediate. 再想想 is PENDING; only a clear refusal is REFUSED (人民调解法 Art. 17)."""

    PENDING = "pending"
    AGREED = "agreed"
    REFUSED = "refused"


ANSWER_LABELS = {Answer.PENDING: "待征求", Answer.AGREED: "同意调解", Answer.REFUSED: "明确拒绝"}


class ReplyState(StrEnum):
    """Where the answer of the responsible unit stands; empty in the facts while there is none."""

    SUBMITTED = "submitted"
    APPROVED = "approved"
    SENT_BACK = "sent_back"


class ObjectionState(StrEnum):
    """Whether a party may object to a sending down, and what became of it; empty in the facts of all other matters."""

    MAY = "may"
    RAISED = "raised"
    HEARD = "heard"


class SupervisionState(StrEnum):
    """Where a 督办 stands. Sent back, it is ISSUED again; OVERTAKEN when the next one up was issued instead."""

    DRAFT = "draft"
    ISSUED = "issued"
    REPLIED = "replied"
    ACCEPTED = "accepted"
    DROPPED = "dropped"
    OVERTAKEN = "overtaken"


@dataclass(frozen=True)
class SupervisionFacts:
    """An open 督办: `kind` as in rulebook.supervision, `unit` the code of the unit it is addressed to."""

    state: SupervisionState
    kind: str
    unit: str


@dataclass(frozen=True)
class AgreementFacts:
    """A frozen agreement. Signers are `party:<id>`, `mediator` and `seal` (人民调解法 Art. 29)."""

    id: int
    required: frozenset[str]
    signed: frozenset[str] = frozenset()

    @property
    def missing(self) -> frozenset[str]:
        return self.required - self.signed

    @property
    def effective(self) -> bool:
        return not self.missing


@dataclass(frozen=True)
class MatterFacts:
    """`holder`, `unit` and `origin` are unit codes; `mediator` is the user id of the mediator of record, or empty.

    `unit` is the team or responsible unit the matter is assigned to, `unit_kind` its kind; both empty while
    nobody is. `origin` took the matter in. `gave_back` are units that have given it back, `conflicted` those
    that did so because of a conflict, `returned` one whose return waits for a ruling. `conference` leads the
    会商 that is open, if one is; `conferring` are the members of the one of this round, with their kinds.
    `ruled`: it has decided who leads. `co_mediators` are user ids beside the mediator of record. `lowering`
    is the lower risk somebody (`lowering_by`) asked for. `violence`: violence at home or danger to a minor
    was reported. `protected` are parties whose address nobody on the other side may learn. `follow_up_due`:
    somebody has to ask how it went. `owed` are obligations not yet settled, `rated` the parties who have
    rated, `low_ratings` those that wait for an answer; all of this round. `supervisions` are those (by id)
    drafted, issued or replied to and not settled yet, of any round. `objection`: the county sent it down to a
    township or village, and a party may say no (`ObjectionState`). `booked` is the meeting to come (an id), 0
    for none. `tier` is the level of 五级九天 it stands on, 0 for none. `order`: the live 点单. `need` waits for its
    answer (an id, of any round); `tasks` are open with whoever has it. `on_paper`: the register kept before
    says that this round began and ended on paper. `suspending` and `extending` are user ids of whoever asked
    for a suspension or an extension that is not decided yet, `suspended` is the id of the suspension that
    lasts, `changed` are those granted in this round and not undone (`suspension:3`, `extension:2`).
    """

    stage: Stage
    holder: str
    last_at: datetime
    parties: Mapping[int, Answer] = field(default_factory=dict)
    sides: Mapping[int, Side] = field(default_factory=dict)
    origin: str = CENTRE
    service: bool = False
    level: str = Level.COUNTY
    risk: str = Risk.BLUE
    unit: str = ""
    unit_kind: str = ""
    supporting: frozenset[str] = frozenset()
    mediator: str = ""
    gave_back: frozenset[str] = frozenset()
    conflicted: frozenset[str] = frozenset()
    returned: str = ""
    conference: str = ""
    conferring: Mapping[str, str] = field(default_factory=dict)
    ruled: bool = False
    sessions: int = 0
    agreement: AgreementFacts | None = None
    oral: bool = False
    reply: str = ""
    conclusion: str = ""
    round: int = 1
    co_mediators: frozenset[str] = frozenset()
    lowering: str = ""
    lowering_by: str = ""
    confidential: bool = False
    violence: bool = False
    protected: frozenset[int] = frozenset()
    receipt_due: bool = False
    owed: frozenset[int] = frozenset()
    follow_up_due: bool = False
    follow_ups: int = 0
    followed: bool = False
    rated: frozenset[int] = frozenset()
    low_ratings: frozenset[int] = frozenset()
    on_paper: bool = False
    suspending: str = ""
    suspended: int = 0
    extending: str = ""
    changed: frozenset[str] = frozenset()
    supervisions: Mapping[int, SupervisionFacts] = field(default_factory=dict)
    tier: int = 0
    objection: str = ""
    order: OrderFacts | None = None
    recusal: Recusal = NOTHING_OPEN
    booked: int = 0
    need: int = 0
    tasks: frozenset[int] = frozenset()
    # known only right after the step just taken: whether it brought it to its level, and a more pressing colour
    arrived: bool = field(default=False, compare=False)
    raised: bool = field(default=False, compare=False)
    # who stands over the holder today is county data, not this matter's history: replaying says nothing of it
    above: str = field(default="", compare=False)
    # what kind of matter it is, and by which limit it is to be mediated, decide about clocks when these start, no more
    channel: str = field(default="", compare=False)
    period: str = field(default="mediation", compare=False)

    @property
    def with_team(self) -> bool:
        """Whether a mediation team has it."""
        return self.unit_kind == TEAM

    @property
    def with_unit(self) -> bool:
        """Whether a responsible unit has it: one that has to answer or settle, and is no team."""
        return bool(self.unit) and not self.with_team

    @property
    def mediators(self) -> frozenset[str]:
        """User ids of the mediator of record and those beside them."""
        return self.co_mediators | ({self.mediator} if self.mediator else set())

    @property
    def at_centre(self) -> bool:
        """Whether the centre itself has to account for what was issued."""
        live = [row.unit for row in self.supervisions.values() if row.state is SupervisionState.ISSUED]
        return CENTRE in live or self.holder == CENTRE

    def refused_by(self) -> list[int]:
        return [party for party, answer in self.parties.items() if answer is Answer.REFUSED]

    def not_yet_agreed(self) -> list[int]:
        return [party for party, answer in self.parties.items() if answer is not Answer.AGREED]
