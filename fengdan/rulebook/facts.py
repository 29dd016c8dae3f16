"""What a rule may know about a matter. Frozen; built from rows for a page, or by replaying events for `verify`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from fengdan.rulebook.stages import Stage

CENTRE = "centre"  # the unit code of the county centre


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
    """`holder` and `unit` are unit codes; `mediator` is the user id of the mediator of record, or empty.

    `gave_back` are teams that have given this matter back, `conflicted` those that did so because of a conflict.
    """

    stage: Stage
    holder: str
    last_at: datetime
    parties: Mapping[int, Answer] = field(default_factory=dict)
    sides: Mapping[int, Side] = field(default_factory=dict)
    unit: str = ""
    mediator: str = ""
    gave_back: frozenset[str] = frozenset()
    conflicted: frozenset[str] = frozenset()
    sessions: int = 0
    agreement: AgreementFacts | None = None
    conclusion: str = ""

    def refused_by(self) -> list[int]:
        return [party for party, answer in self.parties.items() if answer is Answer.REFUSED]

    def not_yet_agreed(self) -> list[int]:
        return [party for party, answer in self.parties.items() if answer is not Answer.AGREED]
