from dataclasses import replace
from datetime import datetime

import pytest

from fengdan.rulebook.agreements import required_signers
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.conclusions import (
    BY_AGREEMENT,
    CONCLUSION_LABELS,
    FOR_SERVICES,
    SETTLED,
    Conclusion,
    why_not_conclude,
)
from fengdan.rulebook.facts import AgreementFacts, Answer, MatterFacts, ReplyState
from fengdan.rulebook.stages import Stage
from tests.rulebook.story import history, played

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)
WRITTEN, FAILED, WITHDRAWN = Conclusion.SETTLED_IN_WRITING, Conclusion.NOT_SETTLED, Conclusion.WITHDRAWN
ORALLY, THEMSELVES, ANSWERED = Conclusion.SETTLED_ORALLY, Conclusion.SETTLED_THEMSELVES, Conclusion.ANSWERED_BY_UNIT
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


@pytest.mark.parametrize("code", [code for code in Conclusion if code is not WRITTEN])
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


def with_unit(stage: Stage = Stage.UNDERWAY, **changed: object) -> MatterFacts:
    """The same matter with a department, nobody having sat down."""
    return replace(matter(stage, sessions=0), holder="dept-land", unit="dept-land", unit_kind="department", **changed)


def errand(**changed: object) -> MatterFacts:
    return with_unit(service=True, parties={1: Answer.AGREED}, **changed)


@pytest.mark.parametrize("code", Conclusion)
@pytest.mark.parametrize("facts", [matter(), with_unit()])
def test_what_was_agreed_orally_ends_as_that_and_as_nothing_else(code, facts):
    told = why_not_conclude(code, replace(facts, oral=True), remedies_told=True)
    if code is ORALLY:
        assert told is None
    elif code is WRITTEN:
        assert told == "还没有书面协议，不能按“调解成功”办结。"
    else:
        assert told == "已经达成口头协议，请按“调解成功（口头协议）”办结。"


def test_settled_orally_only_once_it_is_on_record():
    says = "还没有登记口头协议，不能按“调解成功（口头协议）”办结。"
    assert why_not_conclude(ORALLY, matter(), remedies_told=True) == says
    assert why_not_conclude(ORALLY, with_unit(reply=ReplyState.APPROVED), remedies_told=True) == says


@pytest.mark.parametrize("stage", [Stage.REGISTERED, Stage.ACCEPTED, Stage.TAKEN, Stage.UNDERWAY])
@pytest.mark.parametrize("answer", Answer)
def test_people_may_settle_it_themselves_at_any_time(stage, answer):
    assert why_not_conclude(THEMSELVES, matter(stage, answer, sessions=0), remedies_told=False) is None


@pytest.mark.parametrize("facts", [with_unit(), errand()])
@pytest.mark.parametrize("state", ["", *ReplyState])
def test_answered_once_the_centre_has_approved_the_answer(facts, state):
    told = why_not_conclude(ANSWERED, replace(facts, reply=state), remedies_told=False)
    approved = state == ReplyState.APPROVED
    assert told == (None if approved else "责任单位的答复还没有审核通过，不能按已答复办结。")


@pytest.mark.parametrize("stage", [Stage.REGISTERED, Stage.ACCEPTED, Stage.TAKEN, Stage.UNDERWAY])
def test_nothing_is_answered_while_nobody_has_answered(stage):
    assert "还没有审核通过" in why_not_conclude(ANSWERED, matter(stage), remedies_told=True)


@pytest.mark.parametrize("code", Conclusion)
def test_an_errand_is_answered_or_withdrawn(code):
    told = why_not_conclude(code, errand(reply=ReplyState.APPROVED), remedies_told=True)
    allowed = code in {ANSWERED, WITHDRAWN}
    assert told == (None if allowed else "便民事项只能按“责任单位已办理答复”或“申请人撤回”办结。")


@pytest.mark.parametrize("state", ["", *ReplyState])
def test_an_errand_is_withdrawn_whatever_the_answer(state):
    assert why_not_conclude(WITHDRAWN, errand(reply=state), remedies_told=False) is None


@pytest.mark.parametrize("stage", [Stage.TAKEN, Stage.UNDERWAY])
def test_a_unit_may_fail_without_a_session_record_but_tells_the_other_remedies(stage):
    assert why_not_conclude(FAILED, with_unit(stage), remedies_told=True) is None
    assert "人民调解法第二十六条" in why_not_conclude(FAILED, with_unit(stage), remedies_told=False)


def test_a_unit_has_not_failed_before_it_signed_for_the_matter():
    waiting = replace(with_unit(Stage.ACCEPTED), unit="", unit_kind="")
    assert "还没有开始调解" in why_not_conclude(FAILED, waiting, remedies_told=True)


def test_only_what_was_settled_counts_as_settled():
    assert {WRITTEN, ORALLY, THEMSELVES} == SETTLED
    assert {WRITTEN, ORALLY} == BY_AGREEMENT
    assert {ANSWERED, WITHDRAWN} == FOR_SERVICES
    assert CONCLUSION_LABELS.keys() == set(Conclusion)
    assert len(set(CONCLUSION_LABELS.values())) == len(Conclusion)


def test_a_matter_that_is_concluded_waits_for_no_ruling():
    told = "register at the centre, accept, assign a department, give_back, conclude"
    (*_, (_, before), (_, after)) = played(*history(told))
    assert (before.returned, after.returned) == ("dept-land", "")
