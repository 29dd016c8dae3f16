import pytest

from fengdan.matters.actions.give_back import give_back
from fengdan.matters.facts import facts_of
from tests.cast import Walk, actor
from tests.matters.watch import OTHER_TEAMS, STAGES, STRANGERS, brought_to, check_event, letters, refused, running

pytestmark = pytest.mark.django_db


def do(walk: Walk, who: str = "leader", code: str = "conflict") -> None:
    walk.matter = give_back(
        walk.matter,
        code=code,
        reason="负责人是李测二的表兄",
        actor=actor(who),
        at=walk._tick(),
        seen=walk.matter.version,
    )


@pytest.mark.parametrize("code", ["conflict", "out_of_field", "leave", "overload"])
def test_leader_gives_back_with_a_reason(code):
    walk = brought_to("assigned")
    do(walk, code=code)
    row = walk.matter.assignments.get()
    check_event(
        walk.matter,
        "give_back",
        by=("leader", "leader"),
        stages=("assigned", "accepted"),
        facts={"assignment": row.pk, "code": code},
    )
    assert (row.status, row.return_code, row.outcome_reason) == ("given_back", code, "负责人是李测二的表兄")
    assert (walk.matter.holder_id, walk.matter.unit_id) == ("centre", None)
    assert running(walk.matter) == {"assign": "11-24 18:00", "mediation": "12-23 18:00"}
    assert walk.matter.clocks.get(name="take").stopped_at == walk.at
    assert letters(walk.matter) == [("centre", "dispatcher")]


@pytest.mark.parametrize("stage", [stage for stage in STAGES if stage != "assigned"])
def test_not_what_is_not_waiting_to_be_taken(stage):
    walk = brought_to(stage)
    with refused("不能再退单" if stage == "archived" else "要在“已派单”时才能退单"):
        do(walk)


@pytest.mark.parametrize("who", ["clerk", "dispatcher", "mediator", *OTHER_TEAMS, *STRANGERS])
def test_not_by_others(who):
    walk = brought_to("assigned")
    with refused("团队负责人办理"):
        do(walk, who)


@pytest.mark.parametrize("code", ["conflict", "out_of_field", "leave", "overload"])
def test_only_a_conflict_bars_the_team_for_good(code):
    walk = brought_to("assigned")
    do(walk, code=code)
    facts = facts_of(walk.matter)
    assert facts.gave_back == {"team-16"}
    assert facts.conflicted == ({"team-16"} if code == "conflict" else set())


@pytest.mark.parametrize("code", ["", "busy", "CONFLICT"])
def test_reason_is_one_of_those_offered(code):
    walk = brought_to("assigned")
    with refused("请从列表里选择", "code"):
        do(walk, code=code)


def test_reason_is_told():
    walk = brought_to("assigned")
    with refused("请填写“具体情况和依据”", "reason"):
        give_back(walk.matter, code="overload", reason=" ", actor=actor("leader"), at=walk._tick())
