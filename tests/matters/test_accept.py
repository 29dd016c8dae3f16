import pytest

from fengdan.matters.actions.accept import accept
from tests.cast import Walk, actor
from tests.matters.watch import OTHER_TEAMS, STAGES, STRANGERS, brought_to, check_event, letters, refused, running

pytestmark = pytest.mark.django_db


def do(walk: Walk, who: str = "duty") -> None:
    walk.matter = accept(walk.matter, actor=actor(who), at=walk._tick(), seen=walk.matter.version)


def test_duty_leader_accepts():
    walk = Walk().register()
    do(walk)
    check_event(walk.matter, "accept", by=("duty", "duty"), stages=("registered", "accepted"), facts={})
    assert running(walk.matter) == {"assign": "11-24 18:00", "mediation": "12-23 18:00"}
    assert walk.matter.clocks.get(name="accept").stopped_at == walk.at
    assert letters(walk.matter) == [("centre", "dispatcher")]


@pytest.mark.parametrize("stage", STAGES[1:])
def test_not_twice(stage):
    walk = brought_to(stage)
    with refused("不能再受理" if stage == "archived" else "要在“已登记”时才能受理"):
        do(walk)


@pytest.mark.parametrize("who", ["clerk", "dispatcher", "leader", *OTHER_TEAMS, *STRANGERS])
def test_not_by_others(who):
    walk = Walk().register()
    with refused("“受理”由值班领导办理"):
        do(walk, who)
