import pytest

from fengdan.matters.actions.assign import assign
from fengdan.matters.actions.give_back import give_back
from fengdan.matters.actions.recall import recall
from fengdan.matters.verify import verify
from fengdan.rulebook.facts import Answer
from fengdan.teams.models import CommitteeMember, Team
from tests.cast import MORNING, Walk, actor
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
        unit=team,
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
        facts={
            "assignment": row.pk,
            "unit": "team-16",
            "kind": "team",
            "supporting": [],
            "override": True,
        },
    )
    assert (row.status, row.unit_id, row.reason) == ("pending", "team-16", "李测二只信得过这个团队")
    kept = row.proposal
    brought = {task.seal_key: task.seal() for task in walk.matter.tasks.all()} | {kept.seal_key: kept.seal()}
    assert last(walk.matter).digests == {f"assignment:{row.pk}": row.seal()} | brought
    assert (walk.matter.holder_id, walk.matter.unit_id, walk.matter.mediator) == ("team-16", "team-16", None)
    assert running(walk.matter) == {"take": "11-23 15:45", "mediation": "12-23 18:00"}  # 2:45 before lunch, 1:15 after
    assert letters(walk.matter) == [("team-16", "leader")]


@pytest.mark.parametrize("stage", [stage for stage in STAGES if stage != "accepted"])
def test_only_what_is_accepted_and_with_nobody(stage):
    walk = brought_to(stage)
    with refused("不能再派单" if stage == "archived" else "要在“已受理”时才能(派单|交办)"):
        do(walk)


@pytest.mark.parametrize("who", ["clerk", "leader", "mediator", "dept", "town", *OTHER_TEAMS, *STRANGERS])
def test_not_by_others(who):
    walk = brought_to("accepted")
    with refused("“派单或交办”由派单员或值班领导办理"):
        do(walk, who)


@pytest.mark.parametrize(
    ("unit", "says"),
    [
        ("", "没有这个单位"),
        ("team-99", "没有这个单位"),
        ("centre", "不直接承办事项"),
        ("committee-petition", "不直接承办事项"),
        ("committee-621122100", "不直接承办事项"),
    ],
)
def test_not_to_what_cannot_hold_a_matter(unit, says):
    walk = brought_to("accepted")
    with refused(says, "unit"):
        do(walk, team=unit)


def given_back(code: str) -> Walk:
    walk = brought_to("assigned")
    walk.matter = give_back(walk.matter, code=code, reason="忙", actor=actor("leader"), at=walk._tick())
    return walk


def test_not_again_to_the_team_that_gave_it_back_for_a_conflict():
    walk = given_back("conflict")
    with refused("因回避退过这件事项，请换一个团队", "unit"):
        do(walk)
    do(walk, team="team-06")
    assert walk.matter.holder_id == "team-06"


def test_conflict_keeps_the_team_off_also_after_others_had_it():
    walk = given_back("conflict")
    do(walk, team="team-06")
    walk.matter = recall(walk.matter, reason="派错", actor=actor("dispatcher"), at=walk._tick())
    with refused("因回避退过这件事项", "unit"):
        do(walk)


@pytest.mark.parametrize("code", ["out_of_field", "leave", "overload"])
def test_again_to_a_team_that_was_only_busy_but_it_may_not_give_back_twice(code):
    walk = given_back(code)
    do(walk)
    assert list(walk.matter.assignments.values_list("status", flat=True)) == ["given_back", "pending"]
    with refused("已就该事项退过一次，不能再退"):
        give_back(walk.matter, code="conflict", reason="亲戚", actor=actor("leader"), at=walk._tick())
    assert verify()["problems"] == []


@pytest.mark.parametrize("stage", ["registered", "accepted"])
def test_to_no_team_after_a_clear_refusal(stage):
    walk = brought_to(stage).consent_by_desk(Answer.REFUSED)
    if stage == "registered":
        walk.accept()
    with refused("有当事人明确拒绝调解，不能派给调解团队（人民调解法第十七条）", "unit"):
        do(walk)
    walk.consent_by_desk(Answer.AGREED)
    do(walk)
    assert walk.matter.stage == "assigned"


def test_not_to_a_team_whose_mediators_its_committee_has_not_appointed():
    team = Team.objects.get(pk="team-16")
    members = team.members.values("mediator_id")
    CommitteeMember.objects.filter(committee_id=team.committee_id, mediator_id__in=members).update(
        active_to=MORNING.date()
    )
    walk = brought_to("accepted")
    with refused("没有受盖章调委会聘任的在岗调解员", "unit"):
        do(walk)


@pytest.mark.parametrize("reason", ["", "  "])
def test_not_without_saying_why(reason):
    walk = brought_to("accepted")
    with refused("请填写“理由”", "reason"):
        assign(walk.matter, unit="team-16", reason=reason, actor=actor("dispatcher"), at=walk._tick())
