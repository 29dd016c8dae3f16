"""催办 by hand: whoever watches asks whoever has to act; the clock's own way stays as it is."""

from datetime import timedelta

import pytest

from fengdan.matters.actions.urge_by_hand import urge_by_hand
from fengdan.matters.models import Matter
from fengdan.matters.queries.inbox import inbox
from fengdan.matters.queries.page import matter_page
from fengdan.matters.tick import tick
from fengdan.matters.verify import verify
from fengdan.rulebook.errors import Refused
from tests.cast import MORNING, Walk, actor
from tests.supervised import away
from tests.units import WATER, UnitWalk

pytestmark = pytest.mark.django_db
SAID = "中心催办，请马上办理"


def urged(walk: Walk, *, by: str = "supervisor", clock: str = "", words: str = "请今天接单。") -> Matter:
    walk.matter = urge_by_hand(walk.matter, words=words, clock=clock, actor=actor(by), at=walk._tick())
    return walk.matter


def texts(username: str) -> list[str]:
    return [letter.text for letter in inbox(actor(username))]


def test_about_a_limit_it_reaches_whoever_has_to_keep_it_and_is_put_away_with_it():
    walk = Walk().register().accept().assign()
    urged(walk, clock="take")
    assert SAID in texts("leader")
    assert SAID not in texts("supervisor")
    walk.take()
    assert SAID not in texts("leader")
    assert verify()["problems"] == []


def test_simply_to_act_it_reaches_whoever_has_the_matter():
    walk = UnitWalk().register().accept().give().sign_for()
    urged(walk, by="duty")
    assert SAID in texts(WATER)
    taken = Walk().register().accept().assign().take()
    urged(taken, by="director")
    assert SAID in texts("mediator")


def test_the_history_says_what_was_said_and_to_whom():
    walk = Walk().register().accept().assign()
    urged(walk, clock="take")
    page = matter_page(actor("supervisor"), walk.matter.code, walk.at)
    (line,) = [line for line in page.history if line.step == "urge"]
    assert line.text == f"“接单”：请今天接单。\n已告知{actor('leader').name}。"
    assert line.who == actor("supervisor").name


def test_when_whoever_should_act_is_away_it_goes_above_and_the_duty_leader_is_alerted():
    walk = Walk().register().accept().assign()
    away("leader")
    urged(walk, clock="take")
    assert SAID in texts("duty")
    assert "该办的人不在岗，请您安排" in texts("duty")


def test_the_clock_urges_all_the_same():
    walk = Walk().register().accept().assign()
    urged(walk, clock="take")
    tick(MORNING + timedelta(hours=7))
    assert walk.matter.events.filter(step="urge").count() == 2
    assert verify()["problems"] == []


def test_a_limit_that_does_not_run_and_nothing_said_are_refused():
    walk = Walk().register().accept().assign()
    with pytest.raises(Refused, match="这个时限没有在走"):
        urged(walk, clock="reply")
    with pytest.raises(Refused, match="请填写"):
        urged(walk, words=" ")


@pytest.mark.parametrize("who", ["clerk", "leader", "dispatcher"])
def test_only_those_who_watch_urge(who):
    with pytest.raises(Refused):
        urged(Walk().register().accept().assign(), by=who)
