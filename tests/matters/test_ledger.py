"""The only writer: who comes late, many at once, one save of three steps, what events tell."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fengdan.matters.actions.accept import accept
from fengdan.matters.actions.receive import Received, Way, receive
from fengdan.matters.entry import Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Counter
from fengdan.rulebook.errors import Stale
from tests.cast import MORNING, QUARREL, Walk, actor
from tests.matters.watch import everything, refused

pytestmark = pytest.mark.django_db
FORM = Once("nonce-1", "digest-1")


def test_who_acts_on_an_outdated_page_is_told_so_and_nothing_is_written():
    walk = Walk().register()
    seen = walk.matter.version
    walk.accept()
    with refused("刚刚已被他人办理", kind=Stale):
        accept(walk.matter, actor=actor("duty"), at=walk._tick(), seen=seen)


def test_events_tell_which_clocks_they_started_and_until_when():
    walk = Walk().to_underway().agree().sign()
    told = {event.step: event.facts["clocks"] for event in walk.matter.events.all()}
    assert {step: sorted(clocks) for step, clocks in told.items() if clocks} == {
        "register": ["accept", "first_reply", "ladder"],
        "accept": ["assign", "mediation"],
        "assign": ["take"],
        "take": ["first_session"],
        "sign": ["confirmation"],
    }
    by_tuesday = dict.fromkeys(("accept", "first_reply"), "2026-11-24T10:00:00+00:00")
    assert told["register"] == by_tuesday | {"ladder": "2026-11-25T10:00:00+00:00"}
    assert told["take"] == {"first_session": "2026-11-26T10:00:00+00:00"}


def test_right_of_the_parties_is_no_work_that_is_due():
    walk = Walk().to_settled()
    names = ("confirmation", "archive", "follow_up")
    confirmation, archive, follow_up = (walk.matter.clocks.get(name=name) for name in names)
    assert walk.matter.next_due == follow_up.due_at
    walk.follow_up()
    assert walk.matter.next_due == archive.due_at
    walk.archive()
    assert (walk.matter.next_due, list(walk.matter.clocks.filter(stopped_at=None))) == (None, [confirmation])


def test_live_system_knows_no_tomorrow(settings):
    settings.PROFILE = "live"
    walk = Walk(at=timezone.now() - timedelta(hours=1)).register()
    with refused("办理时间不能晚于现在", "at"):
        accept(walk.matter, actor=actor("duty"), at=timezone.now() + timedelta(hours=1))
    assert accept(walk.matter, actor=actor("duty"), at=timezone.now()).stage == "accepted"


def test_demo_may_live_in_the_future(settings):
    assert settings.PROFILE == "demo"
    assert Walk(at=timezone.now() + timedelta(days=400)).register().matter.stage == "registered"


def test_step_that_breaks_half_way_leaves_nothing():
    walk = Walk().register()
    before = everything()

    def write(entry):
        entry.change(walk.matter.parties.last(), consent="refused")
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        record("accept", walk.matter, actor=actor("duty"), at=walk._tick(), write=write)
    assert everything() == before


def test_three_steps_of_one_save_happen_together_or_not_at_all():
    with refused("没有这个单位", "unit"):
        receive(Received(QUARREL, Way.GIVE, "team-99", "专门"), actor=actor("small"), at=MORNING, once=FORM)
    assert not Counter.objects.exists()
    given = Received(QUARREL, Way.GIVE, "team-06", "专门")
    matter = receive(given, actor=actor("small"), at=MORNING, once=FORM)
    assert matter.code.startswith("621122-20261123-000001-")
    assert list(matter.events.values_list("step", "at")) == [
        ("register", MORNING),
        ("accept", MORNING),
        ("assign", MORNING),
    ]
