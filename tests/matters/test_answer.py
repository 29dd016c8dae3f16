"""当场答复: whoever only asked is answered, and it is over."""

import pytest

from fengdan.matters.actions.accept import accept
from fengdan.matters.actions.register import register
from fengdan.matters.verify import verify
from tests.cast import actor
from tests.endings import ANSWERED, Ending, told, unread
from tests.matters.watch import STAGES, brought_to, check_event, refused, running
from tests.units import AT_THE_DOOR, CERTIFICATE

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("stage", ["registered", "accepted"])
@pytest.mark.parametrize("who", ["clerk", "duty"])
def test_the_desk_answers_on_the_spot_and_the_matter_is_over(stage, who):
    walk = Ending().register()
    if stage == "accepted":
        walk.accept()
    walk.answer(who)
    facts = {"conclusion": "answered_on_spot"}
    check_event(walk.matter, "answer", by=(who, who), stages=(stage, "concluded"), facts=facts)
    matter = walk.matter
    assert (matter.conclusion, matter.conclusion_reason, matter.concluded_at) == ("answered_on_spot", ANSWERED, walk.at)
    assert running(matter).keys() == {"archive"}
    assert matter.holder_id == "centre"
    walk.archive()  # nobody is asked afterwards how an answer was
    assert verify()["problems"] == []


def test_the_archivist_is_told_and_nobody_need_accept_it_any_more():
    walk = Ending().register()
    assert unread(walk.matter) == {"register"}
    walk.answer()
    assert told(walk.matter) == [("conclude", "centre", "archivist")]
    assert unread(walk.matter) == {"conclude"}


def test_a_question_about_an_errand_is_answered_too():
    walk = Ending().register(CERTIFICATE).answer()
    assert walk.matter.conclusion == "answered_on_spot"
    assert running(walk.matter).keys() == {"archive"}  # the promised answer was given
    assert verify()["problems"] == []


@pytest.mark.parametrize("text", ["", " \n"])
def test_not_without_saying_what_was_answered(text):
    walk = Ending().register()
    with refused("请填写“怎么答复的”", "text"):
        walk.answer(text=text)


@pytest.mark.parametrize("stage", STAGES[2:])
def test_not_once_it_is_in_other_hands_or_over(stage):
    came = brought_to(stage)
    with refused("当场答复"):
        Ending(matter=came.matter, at=came.at).answer()


@pytest.mark.parametrize("who", ["dispatcher", "leader", "mediator", "director", "archivist", "village", "court"])
def test_only_the_desk_answers_what_came_to_the_centre(who):
    walk = Ending().register()
    with refused("“当场答复”"):
        walk.answer(who)


def test_a_village_answers_what_came_to_itself_and_the_desk_leaves_it_to_the_village():
    walk = Ending()
    walk.matter = register(AT_THE_DOOR, actor=actor("village"), at=walk._tick())
    with refused("“当场答复”"):
        walk.answer("clerk")
    walk.matter = accept(walk.matter, actor=actor("village"), at=walk._tick())
    with refused("“当场答复”"):
        walk.answer("village-621122100202")
    walk.answer("village")
    assert (walk.matter.conclusion, walk.matter.origin_id) == ("answered_on_spot", "village-621122100201")
    assert verify()["problems"] == []
