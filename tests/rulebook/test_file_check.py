from datetime import datetime

import pytest

from fengdan.rulebook.agreements import required_signers
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.facts import AgreementFacts, MatterFacts
from fengdan.rulebook.file_check import missing, papers
from fengdan.rulebook.stages import Stage

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)
REQUIRED = required_signers([1, 2])


def closed(conclusion: str, sessions: int = 0, paper: AgreementFacts | None = None) -> MatterFacts:
    return MatterFacts(Stage.CONCLUDED, "team-16", NOW, sessions=sessions, agreement=paper, conclusion=conclusion)


@pytest.mark.parametrize(
    ("facts", "names"),
    [
        (closed("withdrawn"), ["受理登记表"]),
        (closed("withdrawn", sessions=1), ["受理登记表", "权利义务告知书", "调解记录"]),
        (closed("not_settled"), ["受理登记表", "终止调解告知书"]),
        (closed("not_settled", sessions=2), ["受理登记表", "权利义务告知书", "调解记录", "终止调解告知书"]),
        (
            closed("settled_in_writing", 1, AgreementFacts(1, REQUIRED, REQUIRED)),
            ["受理登记表", "权利义务告知书", "调解记录", "当事人身份证明", "人民调解协议书"],
        ),
    ],
)
def test_file_holds_what_the_way_it_ended_asks_for(facts, names):
    assert [paper.name for paper in papers(facts)] == names
    assert missing(facts) == []


@pytest.mark.parametrize("paper", [None, AgreementFacts(1, REQUIRED), AgreementFacts(1, REQUIRED, REQUIRED - {"seal"})])
def test_settled_file_wants_an_agreement_in_effect(paper):
    gaps = missing(closed("settled_in_writing", 1, paper))
    assert [gap.name for gap in gaps] == ["当事人身份证明", "人民调解协议书"]
    assert all(gap.remedy for gap in gaps)
