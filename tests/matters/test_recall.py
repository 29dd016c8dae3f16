import pytest

from fengdan.matters.actions.agree import agree
from fengdan.matters.actions.hold_session import SessionRecord, hold_session
from fengdan.matters.actions.recall import recall
from fengdan.matters.actions.take import take
from fengdan.matters.actions.void_agreement import void_agreement
from fengdan.matters.verify import verify
from tests.cast import TERMS, Walk, actor, mediator_code
from tests.matters.watch import OTHER_TEAMS, STAGES, STRANGERS, brought_to, check_event, letters, refused, running

pytestmark = pytest.mark.django_db


def do(walk: Walk, who: str = "dispatcher") -> None:
    walk.matter = recall(walk.matter, reason="派错了团队", actor=actor(who), at=walk._tick(), seen=walk.matter.version)


def test_dispatcher_calls_an_assignment_back():
    walk = brought_to("assigned")
    do(walk)
    row = walk.matter.assignments.get()
    check_event(
        walk.matter,
        "recall",
        by=("dispatcher", "dispatcher"),
        stages=("assigned", "accepted"),
        facts={"assignment": row.pk},
    )
    assert (row.status, row.outcome_reason, row.answered_at) == ("recalled", "派错了团队", walk.at)
    assert (walk.matter.holder_id, walk.matter.unit_id) == ("centre", None)
    assert running(walk.matter) == {"assign": "11-24 18:00", "mediation": "12-23 18:00"}
    assert walk.matter.clocks.get(name="take").stopped_at == walk.at
    assert letters(walk.matter) == []


def test_recalled_team_may_be_asked_again():
    walk = brought_to("assigned")
    do(walk)
    walk.assign()
    assert list(walk.matter.assignments.values_list("status", flat=True)) == ["recalled", "pending"]


@pytest.mark.parametrize("stage", ["taken", "underway"])
def test_matter_is_called_back_also_from_a_mediator_who_cannot_go_on(stage):
    walk = brought_to(stage)
    do(walk)
    row = walk.matter.assignments.get()
    check_event(
        walk.matter,
        "recall",
        by=("dispatcher", "dispatcher"),
        stages=(stage, "accepted"),
        facts={"assignment": row.pk},
    )
    assert (row.status, row.outcome_reason, row.mediator_id) == ("recalled", "派错了团队", "m1602")
    assert (walk.matter.holder_id, walk.matter.unit_id, walk.matter.mediator) == ("centre", None, None)
    assert running(walk.matter) == {"assign": "11-24 18:00", "mediation": "12-23 18:00"}
    assert walk.matter.clocks.get(name="first_session").stopped_at is not None
    assert letters(walk.matter) == []
    assert verify()["problems"] == []


def test_another_team_goes_on_with_what_was_agreed_and_held():
    walk = brought_to("underway")
    do(walk)
    walk.assign("team-06")
    leader, mediator = actor("leader06"), actor("mediator06")
    code = mediator_code("mediator06")
    walk.matter = take(walk.matter, mediator=code, no_conflict=True, actor=leader, at=walk._tick())
    assert (walk.matter.stage, running(walk.matter)["first_session"]) == ("taken", "11-26 18:00")
    held = SessionRecord(
        walk._tick(), "中心", [party.pk for party in walk.parties()], "谈妥", "agreed", rights_notice=True
    )
    walk.matter = hold_session(walk.matter, session=held, actor=mediator, at=walk.at)
    assert [row.mediator_id for row in walk.matter.sessions.all()] == ["m1602", code]
    with refused("不在您手上"):
        walk.agree()
    walk.matter = agree(walk.matter, terms=TERMS, actor=mediator, at=walk._tick())
    assert walk.matter.agreements.get().mediator_id == code
    assert verify()["problems"] == []


def test_not_over_a_living_agreement():
    walk = Walk().to_underway().agree()
    with refused("已有定稿或生效的协议，不能撤回；"):
        do(walk)
    walk.sign()
    with refused("已有定稿或生效的协议，不能撤回；"):
        do(walk)


def test_after_the_text_was_voided():
    walk = Walk().to_underway().agree()
    walk.matter = void_agreement(walk.matter, reason="换人", actor=actor("mediator"), at=walk._tick())
    do(walk)
    assert walk.matter.stage == "accepted"


@pytest.mark.parametrize("reason", ["", " "])
def test_not_without_saying_why(reason):
    walk = brought_to("assigned")
    with refused("请填写“撤回理由”", "reason"):
        recall(walk.matter, reason=reason, actor=actor("dispatcher"), at=walk._tick())


@pytest.mark.parametrize("stage", [stage for stage in STAGES if stage not in {"assigned", "taken", "underway"}])
def test_not_what_is_with_no_team(stage):
    walk = brought_to(stage)
    says = "不能再撤回派单" if stage == "archived" else "要在“已派单、已接单、化解中”时才能撤回"
    with refused(says):
        do(walk)


@pytest.mark.parametrize("who", ["clerk", "leader", *OTHER_TEAMS, *STRANGERS])
def test_not_by_others(who):
    walk = brought_to("assigned")
    with refused("“撤回派单”由派单员或值班领导办理"):
        do(walk, who)
