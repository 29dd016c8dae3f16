from datetime import timedelta

import pytest

from fengdan.matters.actions.hold_session import SessionRecord, hold_session
from fengdan.matters.actions.note import note
from fengdan.rulebook.facts import Answer
from tests.cast import Walk, actor
from tests.matters.watch import OTHER_TEAMS, STAGES, STRANGERS, brought_to, check_event, last, letters, refused, running

pytestmark = pytest.mark.django_db


def do(walk: Walk, who: str = "mediator", **changed) -> None:
    at = walk._tick()
    told = {
        "held_at": at,
        "place": "巩昌镇某小区物业办公室",
        "present": [party.pk for party in walk.matter.parties.all()],
        "record": "王测一要求赔偿，李测二认可。",
        "outcome": "continue",
        "rights_notice": True,
    }
    walk.matter = hold_session(
        walk.matter, session=SessionRecord(**told | changed), actor=actor(who), at=at, seen=walk.matter.version
    )


def willing() -> Walk:
    return brought_to("taken").consent()


@pytest.mark.parametrize("who", ["mediator", "leader"])
@pytest.mark.parametrize("outcome", ["agreed", "continue", "failed"])
def test_session_is_recorded(who, outcome):
    walk = willing()
    do(walk, who, outcome=outcome)
    row = walk.matter.sessions.get()
    check_event(
        walk.matter,
        "hold_session",
        by=(who, who),
        stages=("taken", "underway"),
        facts={"session": row.pk, "present": row.present, "outcome": outcome},
    )
    assert (row.record, row.mediator_id, row.open_to_public) == ("王测一要求赔偿，李测二认可。", "m1602", False)
    assert row.present == [party.pk for party in walk.matter.parties.all()]
    assert last(walk.matter).digests == {f"session:{row.pk}": row.seal()}
    assert running(walk.matter) == {"mediation": "12-23 18:00"}
    assert walk.matter.clocks.get(name="first_session").stopped_at == walk.at
    assert letters(walk.matter) == []


def test_second_session_leaves_the_stage_and_the_clocks():
    walk = willing().session("continue")
    stopped = walk.matter.clocks.get(name="first_session").stopped_at
    do(walk)
    assert (walk.matter.stage, walk.matter.sessions.count()) == ("underway", 2)
    assert walk.matter.clocks.get(name="first_session").stopped_at == stopped


def test_none_before_everybody_agreed():
    walk = brought_to("taken")
    with refused("还有 1 名当事人的调解意愿"):
        do(walk)


def test_none_after_a_refusal():
    walk = willing().session("continue").consent(Answer.REFUSED)
    with refused("明确拒绝调解，不得再调解"):
        do(walk)


def test_none_under_an_agreement_in_effect():
    walk = Walk().to_underway().agree().sign()
    with refused("协议已经生效，请办结"):
        do(walk)


@pytest.mark.parametrize("stage", [stage for stage in STAGES if stage not in {"taken", "underway"}])
def test_none_before_taking_nor_after_the_end(stage):
    walk = brought_to(stage)
    with refused("不能再记录调解会" if stage == "archived" else "要在“已接单、化解中”时才能记录调解会"):
        do(walk)


@pytest.mark.parametrize("who", ["clerk", "dispatcher", *OTHER_TEAMS, *STRANGERS])
def test_not_by_others(who):
    walk = willing()
    with refused("办理"):
        do(walk, who)


def test_colleague_in_the_team_is_not_the_mediator_of_record():
    walk = brought_to("assigned").take("leader").consent_by_desk(Answer.AGREED)
    with refused("该事项不在您手上"):
        do(walk, "mediator")


@pytest.mark.parametrize(
    ("changed", "says", "field"),
    [
        ({"present": []}, "请勾选到场的当事人", "present"),
        ({"present": [10**9]}, "不是本事项的当事人", "present"),
        ({"rights_notice": False}, "权利义务", "rights_notice"),
    ],
)
def test_refused_record(changed, says, field):
    walk = willing()
    with refused(says, field):
        do(walk, **changed)


@pytest.mark.parametrize("outcome", ["", "won", "AGREED"])
def test_outcome_is_one_of_those_offered(outcome):
    walk = willing()
    with refused("请从列表里选择", "outcome"):
        do(walk, outcome=outcome)


def test_not_before_the_last_of_them_agreed():
    walk = willing()
    agreed_at = walk.at
    walk.at += timedelta(hours=1)
    with refused("早于当事人同意调解的时间", "held_at"):
        do(walk, held_at=agreed_at - timedelta(minutes=1))
    do(walk, held_at=agreed_at.replace(second=0))
    assert walk.matter.sessions.get().held_at == agreed_at.replace(second=0)


def test_who_took_the_consent_back_and_gave_it_again_agreed_then():
    walk = willing().session("continue").consent(Answer.REFUSED).consent(Answer.AGREED)
    again = walk.at
    walk.at += timedelta(hours=1)
    with refused("早于当事人同意调解的时间", "held_at"):
        do(walk, held_at=again - timedelta(minutes=3))
    do(walk, held_at=again)
    assert walk.matter.sessions.count() == 2


def test_session_held_before_somebody_elses_step_is_recorded_after_it():
    walk = willing()
    seen, held_at = walk.matter.version, walk.at
    walk.matter = note(walk.matter, text="来电", actor=actor("clerk"), at=walk._tick())
    told = SessionRecord(held_at, "中心", [party.pk for party in walk.parties()], "记录", "agreed", rights_notice=True)
    walk.matter = hold_session(walk.matter, session=told, actor=actor("mediator"), at=held_at, seen=seen)
    assert (walk.matter.stage, walk.matter.last_at) == ("underway", walk.at)


def test_not_before_taking_nor_tomorrow():
    walk = willing()
    with refused("早于接单时间", "held_at"):
        do(walk, held_at=walk.at - timedelta(hours=1))
    with refused("不能晚于现在", "held_at"):
        do(walk, held_at=walk.at + timedelta(days=1))
