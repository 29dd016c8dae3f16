"""What a case file must hold before it is archived (人民调解法 Art. 27; domain.md §4.1)."""

from collections.abc import Collection
from enum import StrEnum

from fengdan.rulebook.conclusions import Conclusion
from fengdan.rulebook.facts import MatterFacts


class Paper(StrEnum):
    ACCEPTANCE_FORM = "acceptance_form"
    RIGHTS_NOTICE = "rights_notice"
    SESSION_RECORD = "session_record"
    IDENTITY = "identity"
    AGREEMENT = "agreement"
    ORAL_AGREEMENT = "oral_agreement"
    REPLY = "reply"
    TERMINATION_NOTICE = "termination_notice"


PAPER_LABELS = {
    Paper.ACCEPTANCE_FORM: "受理登记表",
    Paper.RIGHTS_NOTICE: "权利义务告知书",
    Paper.SESSION_RECORD: "调解记录",
    Paper.IDENTITY: "当事人身份证明",
    Paper.AGREEMENT: "人民调解协议书（已签字盖章）",
    Paper.ORAL_AGREEMENT: "人民调解口头协议登记表",
    Paper.REPLY: "责任单位答复",
    Paper.TERMINATION_NOTICE: "终止调解告知书",
}


def required(facts: MatterFacts) -> list[Paper]:
    """The papers this file must hold, in the order they are bound, by the way the matter ended."""
    papers = [Paper.ACCEPTANCE_FORM]
    if facts.sessions:
        papers += [Paper.RIGHTS_NOTICE, Paper.SESSION_RECORD]
    if facts.conclusion == Conclusion.SETTLED_IN_WRITING:
        papers += [Paper.IDENTITY, Paper.AGREEMENT]
    elif facts.conclusion == Conclusion.SETTLED_ORALLY:
        papers.append(Paper.ORAL_AGREEMENT)
    elif facts.conclusion == Conclusion.ANSWERED_BY_UNIT:
        papers.append(Paper.REPLY)
    elif facts.conclusion == Conclusion.NOT_SETTLED:
        papers.append(Paper.TERMINATION_NOTICE)
    return papers


def missing(facts: MatterFacts, found: Collection[str]) -> list[Paper]:
    """Required papers that are not among those found in the file."""
    return [paper for paper in required(facts) if paper not in found]
