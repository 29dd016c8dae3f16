import pytest

from fengdan.matters.actions.take import take
from fengdan.rulebook.facts import Answer
from tests.cast import Walk, actor, mediator_code
from tests.matters.watch import OTHER_TEAMS, STAGES, STRANGERS, brought_to, check_event, letters, refused, running

pytestmark = pytest.mark.django_db


def do(walk: Walk, who: str = "leader", mediator: str = "", *, no_conflict: bool = True) -> None:
    walk.matter = take(
        walk.matter,
        mediator=mediator or mediator_code("mediator"),
        no_conflict=no_conflict,
        actor=actor(who),
        at=walk._tick(),
        seen=walk.matter.version,
    )


def test_leader_takes_and_names_the_mediator():
    walk = brought_to("assigned")
    do(walk)
    row = walk.matter.assignments.get()
    check_event(
        walk.matter,
        "take",
        by=("leader", "leader"),
        stages=("assigned", "taken"),
        facts={
            "assignment": row.pk,
            "mediator": "m1602",
            "mediator_user": actor("mediator").id,
            "assistants": [],
            "no_conflict": True,
        },
    )
    assert (row.status, row.mediator_id, row.answered_at) == ("taken", "m1602", walk.at)
    assert (walk.matter.mediator_id, walk.matter.holder_id) == ("m1602", "team-16")
    assert running(walk.matter) == {"first_session": "11-26 18:00", "mediation": "12-23 18:00"}
    assert walk.matter.clocks.get(name="take").stopped_at == walk.at
    assert letters(walk.matter) == [("team-16", "mediator")]


def test_leader_may_take_it_personally():
    walk = brought_to("assigned")
    do(walk, mediator=mediator_code("leader"))
    assert walk.matter.mediator.user_id == int(actor("leader").id)


def test_will_of_the_other_side_need_not_be_known_yet_but_a_refusal_ends_it():
    undecided = brought_to("assigned").consent_by_desk(Answer.PENDING)
    do(undecided)
    assert undecided.matter.stage == "taken"
    unwilling = brought_to("assigned").consent_by_desk(Answer.REFUSED)
    with refused("明确拒绝调解，请由中心撤回派单后办结"):
        do(unwilling)


@pytest.mark.parametrize("stage", [stage for stage in STAGES if stage != "assigned"])
def test_not_what_is_not_assigned(stage):
    walk = brought_to(stage)
    with refused("不能再接单" if stage == "archived" else "要在“已派单”时才能接单"):
        do(walk)


@pytest.mark.parametrize("who", ["clerk", "dispatcher", "mediator", *OTHER_TEAMS, *STRANGERS])
def test_not_by_others(who):
    walk = brought_to("assigned")
    with refused("团队负责人办理"):
        do(walk, who)


def test_no_taking_without_saying_there_is_no_conflict():
    walk = brought_to("assigned")
    with refused("需要回避", "no_conflict"):
        do(walk, no_conflict=False)


@pytest.mark.parametrize("mediator", ["m9999", "m0602"])
def test_not_with_a_mediator_of_elsewhere(mediator):
    walk = brought_to("assigned")
    with refused("该调解员不在本团队", "mediator"):
        do(walk, mediator=mediator)
