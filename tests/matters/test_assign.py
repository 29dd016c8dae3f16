import pytest

from fengdan.matters.actions.assign import assign
from fengdan.matters.actions.give_back import give_back
from tests.cast import Walk, actor
from tests.matters.watch import (
    OTHER_TEAMS,
    STAGES,
    STRANGERS,
    brought_to,
    check_event,
    last,
    letters,
    refused,
    running,
)

pytestmark = pytest.mark.django_db


def do(walk: Walk, who: str = "dispatcher", team: str = "team-16") -> None:
    walk.matter = assign(
        walk.matter,
        team=team,
        reason="李测二只信得过这个团队",
        actor=actor(who),
        at=walk._tick(),
        seen=walk.matter.version,
    )


def test_dispatcher_assigns_a_team():
    walk = brought_to("accepted")
    do(walk)
    row = walk.matter.assignments.get()
    check_event(
        walk.matter,
        "assign",
        by=("dispatcher", "dispatcher"),
        stages=("accepted", "assigned"),
        facts={"assignment": row.pk, "team": "team-16"},
    )
    assert (row.status, row.team_id, row.reason) == ("pending", "team-16", "李测二只信得过这个团队")
    assert last(walk.matter).digests == {f"assignment:{row.pk}": row.seal()}
    assert (walk.matter.holder_id, walk.matter.team_id, walk.matter.mediator) == ("team-16", "team-16", None)
    assert running(walk.matter) == {"take": "11-23 15:45", "mediation": "12-23 18:00"}  # 2:45 before lunch, 1:15 after
    assert letters(walk.matter) == [("team-16", "leader")]


@pytest.mark.parametrize("stage", [stage for stage in STAGES if stage != "accepted"])
def test_only_what_is_accepted_and_with_nobody(stage):
    walk = brought_to(stage)
    with refused("不能再派单" if stage == "archived" else "要在“已受理”时才能派单"):
        do(walk)


@pytest.mark.parametrize("who", ["clerk", "duty", "leader", "mediator", *OTHER_TEAMS, *STRANGERS])
def test_not_by_others(who):
    walk = brought_to("accepted")
    with refused("“派单”由派单员办理"):
        do(walk, who)


@pytest.mark.parametrize("team", ["", "team-99", "centre", "committee-petition"])
def test_not_to_what_is_no_team(team):
    walk = brought_to("accepted")
    with refused("没有这个团队", "team"):
        do(walk, team=team)


def test_not_again_to_the_team_that_gave_it_back():
    walk = brought_to("assigned")
    walk.matter = give_back(walk.matter, code="overload", reason="忙", actor=actor("leader"), at=walk._tick())
    with refused("已退过这件事项，请换一个团队", "team"):
        do(walk)
    do(walk, team="team-06")
    assert walk.matter.holder_id == "team-06"
