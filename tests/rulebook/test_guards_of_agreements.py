"""What may be done while there is no agreement, a frozen one, one that wants a signature, one in effect."""

from datetime import datetime

import pytest

from fengdan.rulebook.actor import Actor, Role
from fengdan.rulebook.agreements import required_signers
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.facts import AgreementFacts, Answer, MatterFacts, Side
from fengdan.rulebook.powers import why_not
from fengdan.rulebook.stages import Stage

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)
LEADER = Actor("8", "某人", frozenset({Role.LEADER}), frozenset({(Role.LEADER, "team-16")}))
ALL = ("party:1", "party:2", "mediator", "seal")
SIGNED = {"none": None, "frozen": (), "one missing": ALL[1:], "effective": ALL}

YES = None
TABLE = {
    "hold_session": (YES, YES, YES, "协议已经生效"),
    "agree": (YES, "已经定稿，正在签字", "已经定稿，正在签字", "已经生效"),
    "sign": ("还没有定稿", YES, YES, "协议已生效"),
    "void_agreement": ("没有可以作废", YES, YES, "不能作废"),
    "add_party": (YES, "请先作废", "请先作废", "不能再追加"),
    "record_consent": (YES, YES, YES, "不再变更"),
    "correct": (YES, YES, YES, YES),
    "note": (YES, YES, YES, YES),
}
CASES = [
    (step, state, says)
    for step, row in TABLE.items()
    for state, says in zip(SIGNED, row, strict=True)
]  # fmt: skip


@pytest.mark.parametrize(("step", "state", "says"), CASES)
def test_state_of_the_agreement_decides(step, state, says):
    signed = SIGNED[state]
    agreement = None if signed is None else AgreementFacts(1, required_signers([1, 2]), frozenset(signed))
    facts = MatterFacts(
        Stage.UNDERWAY,
        "team-16",
        NOW,
        parties={1: Answer.AGREED, 2: Answer.AGREED},
        sides={1: Side.APPLICANT, 2: Side.RESPONDENT},
        team="team-16",
        agreement=agreement,
    )
    told = why_not(step, facts, LEADER, NOW)
    assert told is None if says is None else says in told


def test_consent_needs_somebody_to_ask():
    facts = MatterFacts(Stage.UNDERWAY, "team-16", NOW, team="team-16")
    assert why_not("record_consent", facts, LEADER, NOW) == "还没有登记当事人。"
