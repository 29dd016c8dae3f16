"""退回交办 and 退回裁定: a unit says whose it is, duty fixes who leads, and a second return goes further."""

import pytest

from fengdan.matters.actions.assign import assign
from fengdan.matters.actions.recall import recall
from fengdan.matters.actions.rule_on_return import rule_on_return
from fengdan.matters.verify import verify
from fengdan.rulebook.conclusions import Conclusion
from tests.cast import actor
from tests.matters.watch import check_event, letters, refused, running
from tests.units import LAND, TOWN, WATER, UnitWalk, given_to

pytestmark = pytest.mark.django_db


def returned() -> UnitWalk:
    return given_to(WATER).return_it(LAND)


def rule(walk: UnitWalk, who: str = "duty", unit: str = LAND, ruling: str = "权属争议归它", supporting=()) -> None:
    asked = {"unit": unit, "ruling": ruling, "supporting": supporting}
    walk.matter = rule_on_return(walk.matter, **asked, actor=actor(who), at=walk._tick())


def test_unit_returns_it_and_names_who_it_believes_responsible():
    walk = returned()
    row, ended = walk.matter.returns.get(), walk.matter.assignments.get()
    check_event(
        walk.matter,
        "give_back",
        by=("dept-water", "dept"),
        stages=("assigned", "accepted"),
        facts={"assignment": ended.pk, "code": "out_of_field", "return": row.pk, "believed": LAND},
    )
    assert (row.believed_id, row.basis, row.closed_at) == (LAND, "三定规定不在本局", None)
    assert (walk.matter.holder_id, walk.matter.unit_id) == ("centre", None)
    assert running(walk.matter) == {"mediation": "12-23 18:00", "rule_on_return": "11-23 15:50"}
    assert letters(walk.matter) == [("centre", "duty")]


@pytest.mark.parametrize(
    ("believed", "says"),
    [("", "请选择您认为应当由哪个单位负责"), ("team-16", "请选择"), ("nowhere", "请选择"), (WATER, "不能选本单位")],
)
def test_who_else_is_responsible_is_part_of_the_return(believed, says):
    walk = given_to(WATER)
    with refused(says, "believed"):
        walk.return_it(believed)


def test_meanwhile_nobody_else_is_given_it():
    walk = returned()
    with refused("要先由值班领导裁定由谁牵头"):
        assign(walk.matter, unit=TOWN, reason="就近", actor=actor("dispatcher"), at=walk._tick())


def test_duty_fixes_the_lead_and_names_who_helps():
    walk = returned()
    rule(walk, supporting=(WATER, TOWN))
    row, given = walk.matter.returns.get(), walk.matter.assignments.get(status="pending")
    check_event(
        walk.matter,
        "rule_on_return",
        by=("duty", "duty"),
        stages=("accepted", "assigned"),
        facts={
            "assignment": given.pk,
            "unit": LAND,
            "kind": "department",
            "supporting": [WATER, TOWN],
            "return": row.pk,
        },
    )
    assert (row.assignment, row.ruling, row.closed_at) == (given, "权属争议归它", walk.at)
    assert running(walk.matter) == {"mediation": "12-23 18:00", "reply": "11-30 18:00", "take": "11-23 15:55"}
    assert letters(walk.matter) == [(LAND, "liaison"), (WATER, "liaison"), (TOWN, "liaison")]
    assert verify()["problems"] == []


def test_ruled_is_carried_out():
    walk = returned()
    rule(walk)
    walk.sign_for().reply().approve().answered()
    assert verify()["problems"] == []


def test_ruling_may_send_it_back_to_the_unit_that_returned_it_which_keeps_it_then():
    walk = returned()
    rule(walk, unit=WATER)
    assert walk.matter.holder_id == WATER
    with refused("已就该事项退过一次"):
        walk.return_it(LAND)


def test_whoever_it_was_ruled_to_may_return_it_once_more_and_that_is_a_conference():
    walk = returned()
    rule(walk)
    walk.return_it(WATER)
    assert (walk.matter.returns.count(), walk.matter.conferences.count()) == (2, 1)
    with refused("没有等待裁定的退回"):
        rule(walk, unit=TOWN)


def test_after_the_centre_recalled_what_was_ruled_a_return_is_the_second_one():
    walk = returned()
    rule(walk)
    walk.matter = recall(walk.matter, reason="另有安排", actor=actor("duty"), at=walk._tick())
    walk.give(TOWN).return_it(WATER)
    assert (walk.matter.returns.count(), walk.matter.conferences.count()) == (2, 1)


@pytest.mark.parametrize(
    ("asked", "says", "field"),
    [
        ({"ruling": " "}, "请填写“裁定理由”", "ruling"),
        ({"unit": "nowhere"}, "没有这个单位", "unit"),
        ({"unit": "centre"}, "不直接承办", "unit"),
        ({"supporting": ("team-16",)}, "配合单位只能是", "supporting"),
        ({"supporting": ("nowhere",)}, "配合单位只能是", "supporting"),
    ],
)
def test_ruling_that_does_not_stand(asked, says, field):
    walk = returned()
    with refused(says, field):
        rule(walk, **asked)


@pytest.mark.parametrize("who", ["dispatcher", "clerk", "dept-water", "dept", "director", "supervisor"])
def test_not_by_others(who):
    walk = returned()
    with refused("“退回裁定”由值班领导办理"):
        rule(walk, who)


def test_nothing_to_rule_on():
    walk = UnitWalk().register().accept()
    with refused("没有等待裁定的退回"):
        rule(walk)


def test_what_is_withdrawn_meanwhile_waits_no_longer():
    walk = returned().conclude_by_duty(Conclusion.WITHDRAWN)
    assert walk.matter.returns.get().closed_at == walk.at
    assert verify()["problems"] == []
