"""审核答复 and 退回补充: the centre looks whether the answer answers."""

import pytest

from fengdan.matters.actions.approve_reply import approve_and_conclude, approve_reply
from fengdan.matters.actions.conclude import conclude
from fengdan.matters.actions.send_back_reply import send_back_reply
from fengdan.matters.entry import Once
from fengdan.matters.verify import verify
from fengdan.rulebook.conclusions import Conclusion
from tests.cast import actor
from tests.matters.watch import check_event, letters, refused, running
from tests.units import CERTIFICATE, UnitWalk, signed_by

pytestmark = pytest.mark.django_db
ANSWERED = Conclusion.ANSWERED_BY_UNIT


def test_duty_approves_and_the_matter_can_end():
    walk = signed_by("dept-water").reply()
    with refused("还没有审核通过", "conclusion"):
        walk.answered()
    walk.approve()
    row = walk.matter.replies.get()
    check_event(
        walk.matter, "approve_reply", by=("duty", "duty"), stages=("underway", "underway"), facts={"reply": row.pk}
    )
    assert (row.state, row.judged_at) == ("approved", walk.at)
    assert running(walk.matter) == {"mediation": "12-23 18:00"}
    walk.answered()
    assert (walk.matter.conclusion, walk.matter.holder_id) == ("answered_by_unit", "dept-water")
    assert running(walk.matter) == {"archive": "12-23 18:00", "follow_up": "11-30 18:00"}
    assert verify()["problems"] == []


def test_answer_that_does_not_answer_goes_back_and_comes_again():
    walk = signed_by("dept-water").reply().send_back()
    row = walk.matter.replies.get()
    assert (row.state, row.comment) == ("sent_back", "请写明复位的位置")
    assert running(walk.matter) == {"mediation": "12-23 18:00", "rework": "11-25 18:00"}
    assert letters(walk.matter) == [("dept-water", "liaison")]
    walk.reply()
    assert [each.state for each in walk.matter.replies.all()] == ["sent_back", "submitted"]
    assert "rework" not in running(walk.matter)
    walk.approve().answered()
    assert verify()["problems"] == []


def test_approved_and_concluded_in_one_save_are_two_events_and_sent_twice_happen_once():
    walk = signed_by("dept-water").reply()
    asked = {"actor": actor("duty"), "at": walk._tick(), "seen": walk.matter.version, "once": Once("n1", "d1")}
    matter = approve_and_conclude(walk.matter, comment="同意", **asked)
    assert approve_and_conclude(walk.matter, comment="同意", **asked).version == matter.version
    assert [event.step for event in matter.events.all()][-3:] == ["reply", "approve_reply", "conclude"]


def test_nothing_is_approved_when_it_cannot_be_concluded():
    walk = signed_by("dept-water").reply()
    with refused("“审核答复”由值班领导办理"):
        approve_and_conclude(walk.matter, actor=actor("dept-water"), at=walk._tick())


def test_saying_what_is_missing_is_a_must():
    walk = signed_by("dept-water").reply()
    with refused("请填写“要补充什么”", "comment"):
        send_back_reply(walk.matter, comment="", actor=actor("duty"), at=walk._tick())


@pytest.mark.parametrize("who", ["dept-water", "clerk", "dispatcher", "town", "leader", "director", "admin"])
@pytest.mark.parametrize("act", [approve_reply, send_back_reply])
def test_not_by_others(who, act):
    walk = signed_by("dept-water").reply()
    with refused("由值班领导办理"):
        act(walk.matter, comment="好", actor=actor(who), at=walk._tick())


@pytest.mark.parametrize("act", [approve_reply, send_back_reply])
def test_not_what_does_not_wait(act):
    walk = signed_by("dept-water").reply().send_back()
    with refused("没有等待审核的答复"):
        act(walk.matter, comment="好", actor=actor("duty"), at=walk._tick())


@pytest.mark.parametrize("code", [code for code in Conclusion if code not in {ANSWERED, Conclusion.WITHDRAWN}])
def test_an_errand_is_neither_settled_nor_failed(code):
    walk = UnitWalk().register(CERTIFICATE).accept()
    with refused("便民事项只能按", "conclusion"):
        conclude(
            walk.matter, conclusion=code, reason="办好了", remedies_told=True, actor=actor("duty"), at=walk._tick()
        )


def test_an_errand_ends_as_answered():
    walk = UnitWalk().register(CERTIFICATE).accept().give("dept-police").sign_for().reply().approve().answered()
    assert walk.matter.stage == "concluded"
    assert verify()["problems"] == []
