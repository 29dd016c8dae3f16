import pytest

from fengdan.matters.actions.recall import recall
from tests.cast import Walk, actor
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
    assert (walk.matter.holder_id, walk.matter.team_id) == ("centre", None)
    assert running(walk.matter) == {"assign": "11-24 18:00", "mediation": "12-23 18:00"}
    assert walk.matter.clocks.get(name="take").stopped_at == walk.at
    assert letters(walk.matter) == [("team-16", "leader")]


def test_recalled_team_may_be_asked_again():
    walk = brought_to("assigned")
    do(walk)
    walk.assign()
    assert list(walk.matter.assignments.values_list("status", flat=True)) == ["recalled", "pending"]


@pytest.mark.parametrize("stage", [stage for stage in STAGES if stage != "assigned"])
def test_not_what_is_not_waiting_to_be_taken(stage):
    walk = brought_to(stage)
    with refused("不能再撤回派单" if stage == "archived" else "要在“已派单”时才能撤回派单"):
        do(walk)


@pytest.mark.parametrize("who", ["clerk", "duty", "leader", *OTHER_TEAMS, *STRANGERS])
def test_not_by_others(who):
    walk = brought_to("assigned")
    with refused("“撤回派单”由派单员办理"):
        do(walk, who)
