"""不予受理: with a reason code and the way that stands open."""

import pytest

from fengdan.matters.actions.register import register
from fengdan.matters.queries.page import matter_page
from fengdan.matters.verify import verify
from fengdan.rulebook.rejecting import INSTEAD, REJECTION_LABELS, Rejection
from tests.cast import actor
from tests.endings import REFUSED, Ending, told
from tests.matters.watch import STAGES, brought_to, check_event, refused, running
from tests.units import AT_THE_DOOR

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("code", Rejection)
def test_duty_refuses_with_each_reason_and_the_page_says_what_stands_open(code):
    walk = Ending().register().reject(code=code)
    facts = {"code": code, "conclusion": "rejected"}
    check_event(walk.matter, "reject", by=("duty", "duty"), stages=("registered", "concluded"), facts=facts)
    assert walk.matter.conclusion_reason == f"{REJECTION_LABELS[code]}。{REFUSED['explanation']}"
    shown = matter_page(actor("director"), walk.matter.code, walk.at).endings.rejection
    assert (shown.label, shown.instead) == (REJECTION_LABELS[code], INSTEAD[code])
    assert verify()["problems"] == []


def test_the_clock_of_accepting_stops_and_the_archivist_is_told():
    walk = Ending().register()
    assert running(walk.matter).keys() == {"accept"}
    walk.reject()
    assert running(walk.matter).keys() == {"archive"}
    assert told(walk.matter) == [("conclude", "centre", "archivist")]
    walk.archive()
    assert verify()["problems"] == []


@pytest.mark.parametrize(
    ("said", "says", "field"),
    [
        ({"code": "do_not_like_it"}, "请从列表里选择", "code"),
        ({"code": ""}, "请从列表里选择", "code"),
        ({"explanation": " "}, "请填写“具体情况”", "explanation"),
    ],
)
def test_not_without_a_reason_of_the_list_and_what_it_rests_on(said, says, field):
    walk = Ending().register()
    with refused(says, field):
        walk.reject(**said)


@pytest.mark.parametrize("stage", STAGES[1:])
def test_what_was_taken_in_is_not_refused_any_more(stage):
    came = brought_to(stage)
    with refused("不予受理"):
        Ending(matter=came.matter, at=came.at).reject()


@pytest.mark.parametrize("who", ["clerk", "dispatcher", "leader", "director", "village", "court"])
def test_only_the_duty_officer_refuses(who):
    walk = Ending().register()
    with refused("“不予受理”"):
        walk.reject(who)


def test_what_a_village_took_in_is_not_refused_by_the_centre():
    walk = Ending()
    walk.matter = register(AT_THE_DOOR, actor=actor("village"), at=walk._tick())
    with refused("“不予受理”"):
        walk.reject()


def test_refused_wrongly_it_is_taken_up_again_and_then_it_is_taken_in():
    walk = Ending().register().reject().reopen()
    assert matter_page(actor("duty"), walk.matter.code, walk.at).endings.rejection is None
    assert walk.matter.stage == "accepted"  # whoever reopens it takes it in
    with refused("不予受理"):
        walk.reject()
