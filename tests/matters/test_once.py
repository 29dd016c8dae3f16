"""A form that is posted twice acts once, and its nonce serves for nothing else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from fengdan.matters.actions.accept import accept
from fengdan.matters.actions.correct import correct
from fengdan.matters.actions.note import note
from fengdan.matters.actions.receive import Received, Way, receive
from fengdan.matters.actions.register import register
from fengdan.matters.entry import Once
from tests.cast import MORNING, QUARREL, Walk, actor
from tests.matters.watch import everything, letters, refused

pytestmark = pytest.mark.django_db
FORM = Once("nonce-1", "digest-1")


@pytest.mark.parametrize("what", ["step", "matter", "content", "person"])
def test_nonce_of_one_form_does_nothing_else(what):
    walk, other = Walk().register(), Walk().register()
    note(walk.matter, text="来电", actor=actor("clerk"), at=walk._tick(), once=FORM)
    told = {"actor": actor("clerk"), "at": other._tick() + timedelta(hours=1), "once": FORM}
    act = {
        "step": lambda: correct(walk.matter, field="place", new="文峰镇", reason="说错", **told),
        "matter": lambda: note(other.matter, text="来电", **told),
        "content": lambda: note(walk.matter, text="来电", **told | {"once": replace(FORM, digest="digest-2")}),
        "person": lambda: note(walk.matter, text="来电", **told | {"actor": actor("duty")}),
    }[what]
    with refused(rf"这张表已经保存过（{walk.matter.code}）.*没有再保存"):
        act()


def test_nonce_of_a_registration_does_no_step():
    matter = register(QUARREL, actor=actor("clerk"), at=MORNING, once=FORM)
    with refused("这张表已经保存过"):
        note(matter, text="来电", actor=actor("clerk"), at=MORNING, once=FORM)


def test_same_form_twice_is_one_matter():
    once = [register(QUARREL, actor=actor("clerk"), at=MORNING, once=FORM)]
    before = everything()
    once.append(register(QUARREL, actor=actor("clerk"), at=MORNING + timedelta(minutes=1), once=FORM))
    assert once[0] == once[1]
    assert everything() == before
    assert len(letters(once[1])) == 1


def test_same_form_twice_that_also_assigned_is_one_matter():
    given = Received(QUARREL, Way.GIVE, "team-16", "专门")
    first = receive(given, actor=actor("small"), at=MORNING, once=FORM)
    before = everything()
    again = receive(given, actor=actor("small"), at=MORNING, once=FORM)
    assert (again, again.version) == (first, 3)
    assert everything() == before


def test_same_step_twice_is_one_step():
    walk = Walk().register()
    first = accept(walk.matter, actor=actor("duty"), at=walk._tick(), seen=1, once=FORM)
    before = everything()
    assert accept(walk.matter, actor=actor("duty"), at=walk._tick(), seen=1, once=FORM) == first
    assert everything() == before


def test_same_form_with_other_content_is_refused():
    matter = register(QUARREL, actor=actor("clerk"), at=MORNING, once=FORM)
    with refused(f"这张表已经保存过（{matter.code}），这次的内容与上次不同"):
        register(
            replace(QUARREL, place="别处"), actor=actor("clerk"), at=MORNING, once=replace(FORM, digest="digest-2")
        )


def test_form_of_somebody_else_is_refused():
    register(QUARREL, actor=actor("clerk"), at=MORNING, once=FORM)
    with refused("这张表已经保存过"):
        register(QUARREL, actor=actor("duty"), at=MORNING, once=FORM)


def test_refused_form_may_be_posted_again():
    with refused("“登记”由"):
        register(QUARREL, actor=actor("director"), at=MORNING, once=FORM)
    assert register(QUARREL, actor=actor("clerk"), at=MORNING, once=FORM).version == 1
