"""邀请参与: somebody helps to mediate, if all parties agree."""

import pytest

from fengdan.matters.actions.invite import invite
from fengdan.matters.queries.page import matter_page
from fengdan.matters.verify import verify
from fengdan.rulebook.facts import Answer
from tests.cast import Walk, actor
from tests.matters.watch import OTHER_TEAMS, STRANGERS, brought_to, check_event, letters, refused, running
from tests.units import VILLAGE, WATER, UnitWalk, liaison, signed_by

pytestmark = pytest.mark.django_db
UNCLE = {"name": "王测三", "capacity": "relative", "all_agree": True}


def do(walk: Walk, who: str = "mediator", **changed) -> None:
    walk.matter = invite(walk.matter, **UNCLE | changed, actor=actor(who), at=walk._tick())


@pytest.mark.parametrize(("who", "role"), [("mediator", "mediator"), ("leader", "leader")])
def test_an_uncle_whom_both_sides_want_is_asked_in(who, role):
    walk = brought_to("taken").consent()
    clocks = running(walk.matter)
    do(walk, who)
    row = walk.matter.invitees.get()
    check_event(
        walk.matter,
        "invite",
        by=(who, role),
        stages=("taken", "taken"),
        facts={"invitee": row.pk, "capacity": "relative"},
    )
    assert (row.name, row.capacity, row.invited_at) == ("王测三", "relative", walk.at)
    assert (running(walk.matter), letters(walk.matter)) == (clocks, [])
    page = matter_page(actor(who), walk.matter.code, walk.at)
    assert page.people.invitees == [("王测三", "亲属", walk.at)]
    assert page.history[0].text == "王测三（亲属），各方当事人同意。"
    assert verify()["problems"] == []


def test_a_village_asks_an_elder_in():
    walk = UnitWalk().report().both_willing()
    walk.matter = invite(walk.matter, **UNCLE | {"capacity": "elder"}, actor=liaison(VILLAGE), at=walk._tick())
    assert walk.matter.invitees.get().capacity == "elder"


@pytest.mark.parametrize(
    ("changed", "says", "field"),
    [
        ({"all_agree": False}, "要各方当事人都同意才能邀请", "all_agree"),
        ({"name": " "}, "请填写“邀请谁”", "name"),
        ({"capacity": "friend"}, "请从列表里选择", "capacity"),
    ],
)
def test_not_without_everybodys_consent_a_name_and_a_capacity(changed, says, field):
    walk = Walk().to_underway()
    with refused(says, field):
        do(walk, **changed)


def test_nobody_is_asked_in_while_a_party_has_not_agreed_to_mediate():
    walk = brought_to("taken")
    with refused("调解意愿没有记录为同意"):
        do(walk)
    walk.consent(Answer.REFUSED)
    with refused("有当事人明确拒绝调解"):
        do(walk)


@pytest.mark.parametrize("stage", ["registered", "accepted", "assigned", "concluded", "archived"])
def test_only_while_it_is_in_hand(stage):
    walk = brought_to(stage)
    with refused("邀请参与"):
        do(walk)


@pytest.mark.parametrize("who", ["clerk", "duty", "dispatcher", *OTHER_TEAMS, *STRANGERS])
def test_not_by_others(who):
    walk = Walk().to_underway()
    with refused("“邀请参与”"):
        do(walk, who)


def test_a_department_that_answers_asks_nobody_in():
    walk = signed_by(WATER)
    walk.consent_by_desk(Answer.AGREED)
    with refused("“邀请参与”"):
        do(walk, WATER)
