"""回应当事人: whoever came to us hears from somebody by the next working day (接诉即办)."""

from datetime import timedelta

import pytest

from fengdan.matters.actions.accept import accept
from fengdan.matters.actions.register import register
from fengdan.matters.models import Event
from fengdan.matters.queries.follow import followed
from fengdan.matters.queries.page import matter_page
from fengdan.matters.verify import verify
from fengdan.rulebook.actor import ONLINE
from tests.cast import QUARREL, actor
from tests.endings import CALLED, Ending, told
from tests.matters.watch import brought_to, check_event, owed, refused
from tests.units import WATER, UnitWalk, signed_by

pytestmark = pytest.mark.django_db
DUE = "11-24 18:00"


@pytest.mark.parametrize("stage", ["registered", "accepted"])
@pytest.mark.parametrize("who", ["clerk", "duty"])
def test_the_centre_calls_back_and_the_promise_is_kept(stage, who):
    came = brought_to(stage)
    assert owed(came.matter) == DUE
    walk = Ending(matter=came.matter, at=came.at).respond(who)
    row = walk.matter.responses.get()
    check_event(walk.matter, "respond", by=(who, who), stages=(stage, stage), facts={"response": row.pk})
    assert (row.party, row.how, row.responded_at, row.words) == (walk.parties()[0], "telephone", walk.at, CALLED)
    assert walk.matter.clocks.get(name="first_reply").stopped_at == walk.at
    assert told(walk.matter) == []
    assert verify()["problems"] == []


@pytest.mark.parametrize("who", ["leader", "mediator"])
def test_the_team_that_has_it_calls_back(who):
    came = brought_to("taken")
    assert owed(Ending(matter=came.matter, at=came.at).respond(who).matter) is None


def test_a_unit_that_has_it_calls_back():
    came = signed_by(WATER)
    assert owed(came.matter) == DUE
    assert owed(Ending(matter=came.matter, at=came.at).respond(WATER).matter) is None


def test_a_village_owes_the_first_word_for_what_it_takes_in():
    came = UnitWalk().report()
    assert owed(came.matter) is not None
    assert owed(Ending(matter=came.matter, at=came.at).respond("village").matter) is None


def test_what_somebody_told_the_centre_by_themselves_is_answered_too():
    walk = Ending()
    walk.matter = register(QUARREL, actor=ONLINE, at=walk._tick())
    assert owed(walk.matter) == DUE


def test_the_session_is_a_first_word_if_there_was_none():
    walk = Ending().register().accept().assign().take().consent()
    assert owed(walk.matter) == DUE
    assert owed(walk.session().matter) is None


@pytest.mark.parametrize("end", ["answer", "guide", "transfer", "reject"])
def test_whatever_ends_it_at_once_is_told_to_the_person(end):
    walk = Ending().register()
    assert owed(getattr(walk, end)().matter) is None


def test_taken_up_again_a_first_word_is_owed_again():
    walk = Ending().register().respond().answer().reopen()
    assert owed(walk.matter) == DUE
    assert owed(walk.respond().matter) is None
    assert walk.matter.responses.count() == 2
    assert verify()["problems"] == []


def test_the_history_says_who_was_told_what_and_the_person_sees_until_when():
    walk = Ending().register()
    assert followed(walk.matter.pk, walk.at).reply_by == walk.matter.clocks.get(name="first_reply").due_at
    walk.respond()
    assert followed(walk.matter.pk, walk.at).reply_by is None
    told_later = matter_page(actor("clerk"), walk.matter.code, walk.at).history
    (line,) = [each for each in told_later if each.step == "respond"]
    assert line.text == f"11月23日（周一）09:10电话告诉王测一：{CALLED}"


@pytest.mark.parametrize(
    ("said", "says", "field"),
    [
        ({"words": " \n"}, "请填写“说了什么”", "words"),
        ({"how": "pigeon"}, "请从列表里选择", "how"),
        ({"party": 10**9}, "没有这名当事人", "party"),
        ({"minutes": 1}, "回应时间不能晚于现在", "responded_at"),
        ({"minutes": -600}, "回应时间早于登记时间", "responded_at"),
    ],
)
def test_what_is_no_response_is_refused_at_its_field(said, says, field):
    walk = Ending().register()
    minutes = said.pop("minutes", 0)
    with refused(says, field):
        walk.respond(**said | {"responded_at": walk.at + timedelta(minutes=5 + minutes)})


def test_a_word_to_the_other_side_is_not_the_one_that_is_owed():
    walk = Ending().register()
    with refused("请选择申请人", "party"):
        walk.respond(party=walk.parties()[1].pk)


@pytest.mark.parametrize("who", ["director", "supervisor", "dispatcher", "archivist", "court", "village", "leader06"])
def test_not_by_those_who_do_not_have_it(who):
    walk = Ending().register()
    with refused("“回应当事人”"):
        walk.respond(who)


def test_not_after_the_end():
    walk = Ending().register().answer()
    with refused("时才能回应当事人"):
        walk.respond()


def test_a_response_makes_nobodys_form_stale():
    walk = Ending().register()
    seen = walk.matter.version
    walk.respond()
    assert accept(walk.matter, actor=actor("duty"), at=walk._tick(), seen=seen).stage == "accepted"


def test_what_was_said_stands_in_no_event():
    walk = Ending().register().respond()
    event = Event.objects.get(matter=walk.matter, step="respond")
    assert CALLED not in str(event.facts) + str(event.digests)
