"""The hands a matter goes through: one at every moment, and all its open time is somebody's."""

from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.held import Held, held
from fengdan.rulebook.stages import CLOSED, Stage

START = datetime(2026, 11, 23, 9, tzinfo=ZONE)


def at(minutes: int) -> datetime:
    return START + timedelta(minutes=minutes)


def test_steps_at_one_unit_are_one_stretch_and_the_last_goes_on_until_now():
    events = [
        (at(0), Stage.REGISTERED, "centre"),
        (at(5), Stage.ACCEPTED, "centre"),
        (at(60), Stage.ASSIGNED, "team-1"),
        (at(90), Stage.UNDERWAY, "team-1"),
    ]
    assert held(events, at(200)) == [Held("centre", at(0), at(60)), Held("team-1", at(60), at(200))]


def test_what_came_back_is_a_stretch_of_its_own():
    events = [
        (at(0), Stage.ACCEPTED, "centre"),
        (at(10), Stage.ASSIGNED, "town-1"),
        (at(30), Stage.ACCEPTED, "centre"),
        (at(40), Stage.ASSIGNED, "town-2"),
    ]
    assert [stretch.holder for stretch in held(events, at(50))] == ["centre", "town-1", "centre", "town-2"]


def test_the_time_between_the_end_and_the_reopening_is_nobodys():
    events = [
        (at(0), Stage.UNDERWAY, "team-1"),
        (at(30), Stage.CONCLUDED, "team-1"),
        (at(40), Stage.ARCHIVED, "team-1"),
        (at(100), Stage.ACCEPTED, "centre"),
    ]
    assert held(events, at(120)) == [Held("team-1", at(0), at(30)), Held("centre", at(100), at(120))]


def test_given_on_within_the_same_moment_it_was_never_there():
    events = [(at(0), Stage.ACCEPTED, "centre"), (at(10), Stage.ASSIGNED, "town-1"), (at(10), Stage.ACCEPTED, "centre")]
    assert {stretch.holder for stretch in held(events, at(20))} == {"centre"}


@given(
    st.lists(st.tuples(st.integers(0, 500), st.sampled_from(list(Stage)), st.sampled_from("abc")), min_size=1),
    st.integers(0, 500),
)
def test_one_holder_at_every_moment_and_the_times_add_up(told, later):
    told.sort(key=lambda event: event[0])
    events = [(at(minutes), stage, holder) for minutes, stage, holder in told]
    now = events[-1][0] + timedelta(minutes=later)
    stretches = held(events, now)
    for before, after in pairwise(stretches):
        assert before.until <= after.since
    ends = [moment for moment, _, _ in events[1:]] + [now]
    was_open = sum(
        (end - begin for (begin, stage, _), end in zip(events, ends, strict=True) if stage not in CLOSED), timedelta()
    )
    assert sum((stretch.length for stretch in stretches), timedelta()) == was_open
