from datetime import datetime

import pytest

from fengdan.rulebook.agreements import required_signers
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.conclusions import Conclusion, why_not_conclude
from fengdan.rulebook.facts import AgreementFacts, Answer, MatterFacts
from fengdan.rulebook.stages import Stage

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)
WRITTEN, FAILED, WITHDRAWN = Conclusion.SETTLED_IN_WRITING, Conclusion.NOT_SETTLED, Conclusion.WITHDRAWN
ALL = ("party:1", "party:2", "mediator", "seal")


def agreement(*signed: str) -> AgreementFacts:
    return AgreementFacts(1, required_signers([1, 2]), frozenset(signed))


def matter(
    stage: Stage = Stage.UNDERWAY, other: Answer = Answer.AGREED, paper: AgreementFacts | None = None, sessions: int = 1
):
    parties = {1: Answer.AGREED, 2: other}
    return MatterFacts(stage, "team-16", NOW, parties=parties, agreement=paper, sessions=sessions)


@pytest.mark.parametrize("missing", range(4))
def test_not_settled_while_a_signature_is_missing(missing):
    signed = ALL[:missing] + ALL[missing + 1 :]
    told = why_not_conclude(WRITTEN, matter(paper=agreement(*signed)), remedies_told=True)
    assert "还差 1 处签字或盖章" in told


def test_settled_with_all_signatures_and_only_then():
    assert why_not_conclude(WRITTEN, matter(paper=agreement(*ALL)), remedies_told=False) is None
    assert "还没有书面协议" in why_not_conclude(WRITTEN, matter(), remedies_told=True)
    assert "还差 4 处" in why_not_conclude(WRITTEN, matter(paper=agreement()), remedies_told=True)


@pytest.mark.parametrize("code", [FAILED, WITHDRAWN])
@pytest.mark.parametrize("signed", [(), ALL])
def test_not_ended_another_way_over_a_living_agreement(code, signed):
    assert "请先作废" in why_not_conclude(code, matter(paper=agreement(*signed)), remedies_told=True)


@pytest.mark.parametrize(
    ("stage", "other", "begun"),
    [
        (Stage.REGISTERED, Answer.PENDING, False),
        (Stage.ACCEPTED, Answer.AGREED, False),
        (Stage.REGISTERED, Answer.REFUSED, True),
        (Stage.ACCEPTED, Answer.REFUSED, True),
        (Stage.TAKEN, Answer.PENDING, True),
        (Stage.UNDERWAY, Answer.PENDING, True),
    ],
)
def test_failed_only_once_begun_or_refused(stage, other, begun):
    told = why_not_conclude(FAILED, matter(stage, other, sessions=0), remedies_told=True)
    assert told is None if begun else "还没有开始调解" in told


def test_failed_too_when_called_back_after_a_session():
    assert why_not_conclude(FAILED, matter(Stage.ACCEPTED, sessions=1), remedies_told=True) is None


def test_failed_only_after_the_other_remedies_were_told():
    assert "人民调解法第二十六条" in why_not_conclude(FAILED, matter(), remedies_told=False)


@pytest.mark.parametrize("stage", [Stage.REGISTERED, Stage.ACCEPTED, Stage.TAKEN, Stage.UNDERWAY])
def test_withdrawn_at_any_time(stage):
    assert why_not_conclude(WITHDRAWN, matter(stage, Answer.PENDING), remedies_told=False) is None


@pytest.mark.parametrize("told", [True, False])
def test_failed_not_when_all_were_willing_and_nobody_sat_down(told):
    says = "双方都同意调解，还没有开过调解会，不能按“调解不成”办结。"
    assert why_not_conclude(FAILED, matter(Stage.TAKEN, sessions=0), remedies_told=told) == says


@pytest.mark.parametrize(
    ("other", "sessions"), [(Answer.PENDING, 0), (Answer.REFUSED, 0), (Answer.AGREED, 1), (Answer.REFUSED, 2)]
)
def test_failed_when_somebody_was_not_willing_or_they_sat_down(other, sessions):
    assert why_not_conclude(FAILED, matter(Stage.TAKEN, other, sessions=sessions), remedies_told=True) is None
