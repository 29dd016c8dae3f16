"""What a case file must hold before it is archived (人民调解法 Art. 27; domain.md §4.1)."""

from dataclasses import dataclass

from fengdan.rulebook.conclusions import Conclusion
from fengdan.rulebook.facts import MatterFacts


@dataclass(frozen=True)
class Paper:
    """One required paper: `present` is read from the matter, not ticked by hand."""

    name: str
    present: bool
    remedy: str


def papers(facts: MatterFacts) -> list[Paper]:
    """The required papers for the way the matter ended, in the order they are bound."""
    listed = [Paper("受理登记表", present=True, remedy="")]
    if facts.sessions:
        listed += [
            Paper("权利义务告知书", present=True, remedy=""),
            Paper("调解记录", present=True, remedy=""),
        ]
    if facts.conclusion == Conclusion.SETTLED_IN_WRITING:
        effective = facts.agreement is not None and facts.agreement.effective
        listed += [
            Paper("当事人身份证明", present=effective, remedy="登记签字时核对身份证件"),
            Paper("人民调解协议书", present=effective, remedy="补齐签字盖章"),
        ]
    elif facts.conclusion == Conclusion.NOT_SETTLED:
        listed.append(Paper("终止调解告知书", present=True, remedy=""))
    return listed


def missing(facts: MatterFacts) -> list[Paper]:
    return [paper for paper in papers(facts) if not paper.present]
